import { z } from "zod";

/** What a person or a machine is to the parties; each party's policies decide what a role may do. */
export const roles = [
  "GRID_WORKER",
  "SECRETARY",
  "FIRM_MANAGER",
  "EXPERT",
  "CLEANER",
  "CREW_LEADER",
  "OWNER",
  "COMMITTEE_MEMBER",
  "APP",
  "SERVICE",
] as const;

export type Role = (typeof roles)[number];

/** The audience every token of the hub carries. */
export const audience = "hutong";

/**
 * The claims of a Hutong access token (JWT, RFC 9068 in spirit). The hub verifies it, forwards it
 * unchanged, and each subgraph verifies it again: no party has to trust the hub's word.
 */
export const claimsSchema = z.object({
  iss: z.string(),
  /** Person id `per_…`, app id `app_…`, or a party's name for a service. */
  sub: z.string().min(1),
  /** Real name, as shown beside what the actor does. */
  name: z.string().min(1),
  role: z.enum(roles),
  /** The organisation the actor acts for in this token: `firm_…`, `crew_…`, `nbh_…`, `oc_…`, `cons_…`. */
  org: z.string().min(1),
  /** Every organisation the actor may act for; a firm manager may hold two. */
  orgs: z.array(z.string()).default([]),
  /** Grids a grid worker answers for. */
  grids: z.array(z.string()).default([]),
  /** Communities an owner, committee member or crew belongs to. */
  communities: z.array(z.string()).default([]),
  /** Space-separated scopes, as in OAuth 2.0: what this token may be used for at most. */
  scope: z.string().default(""),
  exp: z.number(),
  iat: z.number(),
});

/** Verified claims. */
export type Claims = z.infer<typeof claimsSchema>;

/** Scopes of the hub. A role never gets more than its token's scopes allow. */
export const scopes = {
  "case:read": "Read complaints and what belongs to them",
  "case:write": "Change complaints, work orders, tasks and help requests",
  "identity:read": "See names and phones of residents in clear where role and case allow it",
  "public:read": "Read what is public: communities, firms, contracts, counts",
} as const;

export type Scope = keyof typeof scopes;
