import { Empty, Failed, partiesDown, type Problem, Skeleton, useGraph } from "@hutong/client-kit";
import { createEffect, createMemo, createSignal, For, Show } from "solid-js";

import { useText } from "../text/useText.js";
import { communitiesQuery, type CommunityFacts } from "./communities.graphql.js";
import { CommunityRow } from "./CommunityRow.jsx";

/** What a third-party app may read: the communities, who serves them and by which contract. */
export function CommunitiesScreen() {
  const { t } = useText();
  const graph = useGraph();
  const [rows, setRows] = createSignal<readonly CommunityFacts[]>([]);
  const [next, setNext] = createSignal<string | null>(null);
  const [loading, setLoading] = createSignal(true);
  const [problems, setProblems] = createSignal<readonly Problem[]>([]);
  const down = createMemo(() => partiesDown(problems()));
  createEffect(() => (document.title = `${t("communities.title")} · ${t("app.name")}`));

  const load = async (after?: string): Promise<void> => {
    setLoading(true);
    const { data, problems } = await graph.ask(communitiesQuery, after ? { after } : {});
    setLoading(false);
    setProblems(problems);
    if (!data?.communities) return;
    const { edges, pageInfo } = data.communities;
    const page = edges.map(({ node }) => node);
    setRows((before) => (after ? [...before, ...page] : page));
    setNext(pageInfo.hasNextPage ? pageInfo.endCursor : null);
  };
  void load();

  return (
    <div class="communities">
      <div class="cases-head">
        <h1>{t("communities.title")}</h1>
        <p class="muted">{t("communities.lead")}</p>
      </div>
      <Show
        when={rows().length > 0}
        fallback={
          <Show when={loading()} fallback={<Nothing />}>
            <div class="panel p-4" aria-busy="true">
              <Skeleton lines={8} />
            </div>
          </Show>
        }
      >
        <ul class="panel case-rows">
          <For each={rows()}>{(facts) => <CommunityRow facts={facts} down={down()} />}</For>
        </ul>
        <Show
          when={next()}
          fallback={<p class="list-end muted">{t("communities.end", { count: rows().length })}</p>}
        >
          {(after) => (
            <button
              type="button"
              class="btn load-more"
              disabled={loading()}
              data-testid="load-more"
              onClick={() => void load(after())}
            >
              {t("communities.more")}
            </button>
          )}
        </Show>
      </Show>
    </div>
  );

  function Nothing() {
    return (
      <Show when={problems()[0]} fallback={<Empty>{t("communities.none")}</Empty>}>
        {(problem) => <Failed problem={problem()} onRetry={() => void load()} />}
      </Show>
    );
  }
}
