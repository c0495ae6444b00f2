import { readAll } from "../hub/pages.js";
import type { Sim } from "../sim.js";

/** A case as the graph tells of it. */
export interface RawCase {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly sourceRef: string | null;
  readonly channel: string;
  readonly category: string;
  readonly reportedAt: string;
  readonly closedAt: string | null;
  readonly satisfied: boolean | null;
  readonly outOfScopeAt: string | null;
  readonly outOfScopeReported: boolean | null;
  readonly mergedNumbers: readonly string[];
  readonly community: {
    readonly id: string;
    readonly grid: { readonly leader: { readonly personId: string } | null } | null;
  };
  readonly responsibleFirm: { readonly id: string } | null;
  readonly clocks: readonly {
    readonly kind: string;
    readonly startedAt: string;
    readonly dueAt: string;
    readonly stoppedAt: string | null;
    readonly state: string;
  }[];
  readonly timeline: readonly {
    readonly kind: string;
    readonly at: string;
    readonly note: string | null;
  }[];
  readonly escalations: readonly {
    readonly id: string;
    readonly level: string;
    readonly state: string;
    readonly raisedAt: string;
    readonly firm: { readonly id: string } | null;
  }[];
  readonly suspensions: readonly { readonly state: string }[];
  readonly workOrders:
    | readonly {
        readonly id: string;
        readonly createdAt: string;
        readonly closedAt: string | null;
        readonly firm: { readonly id: string } | null;
      }[]
    | null;
}

const selection = `id number state sourceRef channel category reportedAt closedAt satisfied outOfScopeAt
  outOfScopeReported mergedNumbers
  community { id grid { leader { personId } } } responsibleFirm { id }
  clocks { kind startedAt dueAt stoppedAt state } timeline { kind at note }
  escalations { id level state raisedAt firm { id } } suspensions { state }
  workOrders { id createdAt closedAt firm { id } }`;

/** Read once for all that is asked at the same moment. */
const read = new WeakMap<Sim, { readonly at: number; readonly cases: Promise<RawCase[]> }>();

/** Every case that came in since the story began. */
export function casesOf(sim: Sim): Promise<RawCase[]> {
  const known = read.get(sim);
  if (known?.at === sim.hub.requests) return known.cases;
  const cases = readAll(sim.hub, sim.world.secretary, "complaints", "", selection).then((all) =>
    all.filter(({ reportedAt }) => Date.parse(reportedAt) >= sim.from),
  );
  const entry = { at: -1, cases };
  read.set(sim, entry);
  void cases.then(() => (entry.at = sim.hub.requests));
  return cases;
}
