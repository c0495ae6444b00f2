/** Whoever signs in: a person of the town, acting for an organisation where they have several. */
export interface Who {
  readonly id: string;
  readonly name: string;
  readonly organisation?: string;
}

/** An error as the hub tells it. */
export interface Problem {
  readonly message: string;
  readonly extensions?: { readonly code?: string };
}

/** What the hub answers to an operation. */
export interface Answer {
  readonly data?: Record<string, any> | null;
  readonly errors?: readonly Problem[];
}

/** An operation that should have gone through and did not. */
export class Refused extends Error {
  readonly code: string;

  constructor(who: Who, { message, extensions }: Problem, document: string) {
    super(`${who.name}: ${extensions?.code ?? "?"} ${message} (${document.trim().slice(0, 120)})`);
    this.code = extensions?.code ?? "?";
  }
}

/** What the clock of the simulation shows. */
export interface Moment {
  readonly now: number;
  readonly nextDue: number | null;
}

const answerMs = 120_000;

/** A hub, asked as any application asks it: over HTTP, signed in by its own sign-in. */
export class HubClient {
  readonly url: string;
  readonly #tokens = new Map<string, Promise<string>>();
  /** How many requests were made. */
  requests = 0;

  constructor(url: string) {
    this.url = url.replace(/\/$/, "");
  }

  tokenOf({ id, organisation }: Who): Promise<string> {
    const key = `${id}@${organisation ?? ""}`;
    let token = this.#tokens.get(key);
    if (!token) {
      const body = { as: id, ...(organisation && { for: organisation }) };
      token = this.json<{ token?: string }>("/demo/token", body).then((answer) => {
        if (!answer.token) throw new Error(`${this.url} signs in nobody as ${id}`);
        return answer.token;
      });
      this.#tokens.set(key, token);
    }
    return token;
  }

  /** Runs an operation, whatever comes of it. */
  async tryAsk(who: Who, query: string, variables: object = {}): Promise<Answer> {
    const authorization = `Bearer ${await this.tokenOf(who)}`;
    return this.json<Answer>("/graphql", { query, variables }, { authorization });
  }

  /** Runs an operation that must go through. @throws Refused */
  async ask(who: Who, query: string, variables: object = {}): Promise<Record<string, any>> {
    const { data, errors } = await this.tryAsk(who, query, variables);
    if (errors?.[0]) throw new Refused(who, errors[0], query);
    return data!;
  }

  /** Asks or, with a body, sends JSON. */
  async json<T>(path: string, body?: object, headers: Record<string, string> = {}): Promise<T> {
    this.requests += 1;
    const response = await fetch(this.url + path, {
      signal: AbortSignal.timeout(answerMs),
      headers: { ...headers, ...(body && { "content-type": "application/json" }) },
      ...(body && { method: "POST", body: JSON.stringify(body) }),
    });
    return (await response.json()) as T;
  }

  /** Reads a page of a party; gives its text. */
  async page(path: string): Promise<string> {
    return (await fetch(this.url + path)).text();
  }

  /** Fills in a form of a party; gives where it leads. */
  async form(path: string, fields: Record<string, string>): Promise<string | null> {
    const body = new URLSearchParams(fields);
    const response = await fetch(this.url + path, { method: "POST", body, redirect: "manual" });
    await response.body?.cancel();
    return response.headers.get("location");
  }

  /** Sends a photo to where the hub said. */
  async photo(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const response = await fetch(this.url + path, {
      method: "PUT",
      headers: { "content-type": "image/png" },
      body: bytes,
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`a photo was refused with ${response.status}`);
  }

  /** Where the clock stands. @throws Error when the hub runs no simulation */
  async clock(): Promise<Moment & { readonly parkedTimers: number }> {
    const reading = await this.json<{ now?: string; nextDue: string; parkedTimers: number }>(
      "/demo/clock",
    );
    if (!reading.now)
      throw new Error(
        `${this.url} keeps the world's time: start it with HUTONG_SIMULATE_FROM=<ISO time>`,
      );
    return { ...toMoment({ ...reading, now: reading.now }), parkedTimers: reading.parkedTimers };
  }

  /** Moves the clock on, at most to the next instant at which something is due. */
  async advance(to: number): Promise<Moment> {
    return toMoment(await this.json("/demo/clock", { to: new Date(to).toISOString() }));
  }
}

const toMoment = ({ now, nextDue }: { now: string; nextDue: string | null }): Moment => ({
  now: Date.parse(now),
  nextDue: nextDue === null ? null : Date.parse(nextDue),
});
