import { type Problem, useGraph } from "@hutong/client-kit";
import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";
import { createStore, reconcile } from "solid-js/store";

import {
  type CaseRowFacts,
  casesChanged,
  casesQuery,
  type ComplaintFilter,
} from "./cases.graphql.js";

/** The pages of a list read so far. */
export interface Cases {
  readonly rows: readonly CaseRowFacts[];
  readonly hasMore: Accessor<boolean>;
  /** `first` before anything is there, `more` while a further page is under way. */
  readonly loading: Accessor<"first" | "more" | false>;
  readonly problems: Accessor<readonly Problem[]>;
  /** A case came in that is not in the list. */
  readonly stale: Accessor<boolean>;
  loadMore(): void;
  reload(): void;
}

const pageSize = 25;

/** The cases that fit a filter, page by page; rows on the screen follow their case. */
export function createCases(filter: Accessor<ComplaintFilter>): Cases {
  const graph = useGraph();
  const [store, setStore] = createStore<{ rows: CaseRowFacts[] }>({ rows: [] });
  const [hasMore, setHasMore] = createSignal(false);
  const [loading, setLoading] = createSignal<"first" | "more" | false>("first");
  const [problems, setProblems] = createSignal<readonly Problem[]>([]);
  const [stale, setStale] = createSignal(false);
  let cursor: string | null = null;
  let round = 0;

  const load = async (kind: "first" | "more"): Promise<void> => {
    // An answer for filters that were changed meanwhile is nobody's any more.
    const mine = ++round;
    setLoading(kind);
    const { data, problems } = await graph.ask(casesQuery, {
      filter: filter(),
      first: pageSize,
      ...(kind === "more" && cursor && { after: cursor }),
    });
    if (mine !== round) return;
    setLoading(false);
    setProblems(problems);
    if (!data?.complaints) return;
    const { edges, pageInfo } = data.complaints;
    const page = edges.map(({ node }) => node);
    setStore("rows", reconcile(kind === "first" ? page : [...store.rows, ...page], { key: "id" }));
    cursor = pageInfo.endCursor;
    setHasMore(pageInfo.hasNextPage);
    if (kind === "first") setStale(false);
  };

  createEffect(
    on(
      () => JSON.stringify(filter()),
      () => void load("first"),
    ),
  );

  const unfollow = graph.follow(
    casesChanged,
    {},
    ({ data }) => {
      const changed = data?.complaintChanged?.complaint;
      if (!changed) return;
      const at = store.rows.findIndex(({ id }) => id === changed.id);
      // Not put in by itself: rows that jump are rows that are tapped by mistake.
      if (at >= 0) setStore("rows", at, reconcile(changed, { key: "id" }));
      else if (data?.complaintChanged?.kind === "REPORTED") setStale(true);
    },
    { missed: () => void load("first") },
  );
  onCleanup(unfollow);

  return {
    get rows() {
      return store.rows;
    },
    hasMore,
    loading,
    problems,
    stale,
    loadMore: () => void load("more"),
    reload: () => void load("first"),
  };
}
