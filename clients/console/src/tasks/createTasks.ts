import { type CleaningTaskState, type Problem, useGraph } from "@hutong/client-kit";
import { type Accessor, createMemo, createSignal, onCleanup } from "solid-js";
import { createStore, reconcile } from "solid-js/store";

import { type TaskFacts, tasksChanged, tasksQuery } from "./tasks.graphql.js";

/** The actor's tasks read so far. */
export interface Tasks {
  /** Still to be done, the most urgent first. */
  readonly open: Accessor<readonly TaskFacts[]>;
  /** Said to be done, or seen to be; newest first. */
  readonly done: Accessor<readonly TaskFacts[]>;
  readonly hasMore: Accessor<boolean>;
  readonly loading: Accessor<boolean>;
  readonly problems: Accessor<readonly Problem[]>;
  loadMore(): void;
  reload(): Promise<void>;
}

const pageSize = 40;
/** What the graph gives at once. */
const mostAtOnce = 100;
/** A check-in is several events to somebody; they are answered by one question. */
const settleMs = 120;

const rank: Readonly<Record<CleaningTaskState, number>> = {
  OPEN: 0,
  CANNOT: 1,
  DONE: 2,
  VERIFIED: 3,
};

/** The actor's tasks, asked for again whenever one of them changes. */
export function createTasks(): Tasks {
  const graph = useGraph();
  const [store, setStore] = createStore<{ tasks: TaskFacts[] }>({ tasks: [] });
  const [next, setNext] = createSignal<string | null>(null);
  const [loading, setLoading] = createSignal(true);
  const [problems, setProblems] = createSignal<readonly Problem[]>([]);
  let round = 0;
  let settling: ReturnType<typeof setTimeout> | undefined;

  const load = async (first: number, after?: string): Promise<void> => {
    // An answer that a later question has overtaken is older than what it would replace.
    const mine = ++round;
    setLoading(true);
    const { data, problems } = await graph.ask(tasksQuery, { first, ...(after && { after }) });
    if (mine !== round) return;
    setLoading(false);
    setProblems(problems);
    if (!data?.myCleaningTasks) return;
    const { edges, pageInfo } = data.myCleaningTasks;
    const page = edges.map(({ node }) => node);
    setStore("tasks", reconcile(after ? [...store.tasks, ...page] : page, { key: "id" }));
    setNext(pageInfo.hasNextPage ? pageInfo.endCursor : null);
  };
  const reload = (): Promise<void> =>
    load(Math.min(mostAtOnce, Math.max(pageSize, store.tasks.length)));

  void reload();
  onCleanup(
    graph.follow(
      tasksChanged,
      {},
      ({ data }) => {
        if (!data?.cleaningTaskChanged) return;
        clearTimeout(settling);
        settling = setTimeout(() => void reload(), settleMs);
      },
      { missed: () => void reload() },
    ),
  );
  onCleanup(() => clearTimeout(settling));

  const isOpen = ({ state }: TaskFacts): boolean => state === "OPEN" || state === "CANNOT";
  return {
    open: createMemo(() =>
      store.tasks
        .filter(isOpen)
        .toSorted((a, b) => rank[a.state] - rank[b.state] || a.dueAt.localeCompare(b.dueAt)),
    ),
    // As the graph gives them: newest first.
    done: createMemo(() =>
      store.tasks.filter((task) => !isOpen(task)).toSorted((a, b) => rank[a.state] - rank[b.state]),
    ),
    hasMore: () => next() !== null,
    loading,
    problems,
    loadMore: () => void load(pageSize, next() ?? undefined),
    reload,
  };
}
