/** Text in both languages of the product. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** An organisation that somebody acts for. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
}

/** Somebody to sign in as in the demonstration. */
export interface Persona {
  readonly id: string;
  readonly name: string;
  readonly title: Bilingual;
  /** What to try. */
  readonly description: Bilingual;
  readonly role: string;
  /** Id of the one acted for by default. */
  readonly organisation: string;
  readonly organisations: readonly Organisation[];
}

export interface SignedIn {
  readonly token: string;
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
  readonly persona: Persona;
  /** Id of the organisation that the token acts for. */
  readonly organisation: string;
}

/** The personas of the hub; it serves none outside demo mode. */
export async function fetchPersonas(): Promise<readonly Persona[]> {
  const response = await fetch("/demo/personas");
  if (!response.ok) throw new Error(`GET /demo/personas: ${response.status}`);
  return (await response.json()) as Persona[];
}

/** Signs in as a persona, for one of its organisations. */
export async function fetchToken(
  persona: Persona,
  organisation = persona.organisation,
): Promise<SignedIn> {
  const response = await fetch("/demo/token", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ as: persona.id, for: organisation }),
  });
  if (!response.ok) throw new Error(`POST /demo/token: ${response.status}`);
  const { token, expiresAt } = (await response.json()) as { token: string; expiresAt: string };
  return { token, expiresAt, persona, organisation };
}
