import { createApolloPlanner, type DataSource, type Planner } from "@hutong/executor";
import type { GraphQLSchema } from "graphql";
import { createHash } from "node:crypto";
import { readRestrictions, type Restrictions } from "../authorization/restrictions.js";
import type { Subgraph, Subgraphs } from "./subgraphs.js";

/** One version of the supergraph with all that was made from it: it is swapped as a whole. */
export interface Supergraph {
  /** Names the version in logs and in `/ready`. */
  readonly id: string;
  readonly sdl: string;
  /** What clients see. */
  readonly schema: GraphQLSchema;
  /** Who may see what of it. */
  readonly restrictions: Restrictions;
  readonly planner: Planner;
  readonly subgraphs: ReadonlyMap<string, Subgraph>;
  readonly dataSources: ReadonlyMap<string, DataSource>;
  /** Marks the beginning of a request or stream on this version; gives the mark of its end. */
  use(): () => void;
  /** Resolves when its last request or stream has ended and its subgraphs are given up. */
  retire(): Promise<void>;
}

/**
 * A request is admitted on a version a few turns of the event loop before it marks its use; a retired
 * version therefore stays open a moment longer than it seems used.
 */
const admissionMs = 2000;

/** Reads a supergraph and opens its subgraphs. */
export function openSupergraph(sdl: string, subgraphs: Subgraphs): Supergraph {
  const { planner, apiSchema, subgraphs: listed } = createApolloPlanner(sdl);
  const opened = subgraphs.open(sdl, listed);
  let uses = 0;
  let onUnused: (() => void) | undefined;

  return {
    id: createHash("sha256").update(sdl).digest("hex").slice(0, 12),
    sdl,
    schema: apiSchema,
    restrictions: readRestrictions(sdl),
    planner,
    subgraphs: new Map(opened.map((subgraph) => [subgraph.name, subgraph])),
    dataSources: new Map(opened.map(({ name, dataSource }) => [name, dataSource])),
    use() {
      uses += 1;
      return () => {
        uses -= 1;
        if (uses === 0) onUnused?.();
      };
    },
    async retire() {
      await new Promise((resolve) => setTimeout(resolve, admissionMs).unref());
      while (uses > 0) await new Promise<void>((resolve) => (onUnused = resolve));
      await subgraphs.close(opened);
    },
  };
}
