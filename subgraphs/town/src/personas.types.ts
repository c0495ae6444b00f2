/** Whom one can sign in as. */

import type { Bilingual } from "./types.js";

export type PersonaRole =
  | "GRID_WORKER"
  | "SECRETARY"
  | "FIRM_MANAGER"
  | "EXPERT"
  | "CLEANER"
  | "CREW_LEADER"
  | "OWNER"
  | "COMMITTEE_MEMBER"
  | "APP";

export type PersonaId =
  | "grid-worker"
  | "secretary"
  | "firm-manager"
  | "expert"
  | "cleaner"
  | "crew-leader"
  | "owner"
  | "committee-member"
  | "app"
  | "second-expert"
  | "other-grid-worker"
  | "other-firm-manager";

/** The claims a demo token is made of; the issuer adds `iss`, `iat` and `exp`. */
export interface PersonaClaims {
  readonly sub: string;
  readonly name: string;
  readonly role: PersonaRole;
  readonly org: string;
  readonly orgs: readonly string[];
  readonly grids: readonly string[];
  readonly communities: readonly string[];
  readonly scope: string;
}

export interface Persona {
  readonly id: PersonaId;
  readonly name: string;
  readonly title: Bilingual;
  /** One sentence on what to try. */
  readonly description: Bilingual;
  /** The organisations the persona may act for, the current one first. */
  readonly organisations: readonly { readonly id: string; readonly name: string }[];
  readonly claims: PersonaClaims;
}
