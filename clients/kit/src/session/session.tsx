import { type Accessor, createContext, createSignal, type ParentProps, useContext } from "solid-js";

import { fetchToken, type Persona, type SignedIn } from "./demo.js";

/** Who is signed in here. */
export interface Session {
  readonly signedIn: Accessor<SignedIn | undefined>;
  /** Why the last session ended, to be told at the sign-in. */
  readonly ended: Accessor<"expired" | undefined>;
  /** Signs in, or goes on for another organisation of the same person. */
  signIn(persona: Persona, organisation?: string): Promise<void>;
  signOut(reason?: "expired"): void;
}

const key = "hutong.session";
const SessionContext = createContext<Session>();

/**
 * Keeps the session per tab, so that one can be a firm in one tab and an expert in the next; a new
 * tab begins as whoever signed in last.
 */
export function SessionProvider(props: ParentProps) {
  const [signedIn, setSignedIn] = createSignal(restore());
  const [ended, setEnded] = createSignal<"expired">();

  const session: Session = {
    signedIn,
    ended,
    async signIn(persona, organisation) {
      const next = await fetchToken(persona, organisation);
      const text = JSON.stringify(next);
      sessionStorage.setItem(key, text);
      localStorage.setItem(key, text);
      setEnded(undefined);
      setSignedIn(next);
    },
    signOut(reason) {
      sessionStorage.removeItem(key);
      localStorage.removeItem(key);
      setEnded(reason);
      setSignedIn(undefined);
    },
  };
  return <SessionContext.Provider value={session}>{props.children}</SessionContext.Provider>;
}

/** The session around a component. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("useSession needs a SessionProvider around it");
  return session;
}

function restore(): SignedIn | undefined {
  const text = sessionStorage.getItem(key) ?? localStorage.getItem(key);
  if (!text) return undefined;
  try {
    const known = JSON.parse(text) as SignedIn;
    return new Date(known.expiresAt).getTime() > Date.now() ? known : undefined;
  } catch {
    return undefined;
  }
}
