import {
  Empty,
  Failed,
  type HelpRequestState,
  type Problem,
  Skeleton,
  useGraph,
} from "@hutong/client-kit";
import { useSearchParams } from "@solidjs/router";
import { createEffect, createSignal, For, on, onCleanup, Show } from "solid-js";
import { createStore, reconcile } from "solid-js/store";

import { useText } from "../text/useText.js";
import { HelpCard } from "./HelpCard.jsx";
import { type HelpCardFacts, helpWallChanged, helpWallQuery } from "./help.graphql.js";

const openStates: readonly HelpRequestState[] = [
  "BROADCAST",
  "OFFERED",
  "NO_OFFER",
  "ACCEPTED",
  "ON_SITE",
  "ADVISED",
];

/** What firms ask of all other firms, newest first, live. */
export function HelpWallScreen() {
  const { t } = useText();
  const graph = useGraph();
  const [params, setParams] = useSearchParams();
  const all = (): boolean => params["all"] === "1";
  const [store, setStore] = createStore<{ cards: HelpCardFacts[] }>({ cards: [] });
  const [loading, setLoading] = createSignal(true);
  const [problems, setProblems] = createSignal<readonly Problem[]>([]);
  const [next, setNext] = createSignal<string | null>(null);
  let round = 0;
  createEffect(() => (document.title = `${t("help.title")} · ${t("app.name")}`));

  const load = async (after?: string | null): Promise<void> => {
    const mine = ++round;
    setLoading(true);
    const { data, problems } = await graph.ask(helpWallQuery, {
      ...(!all() && { states: openStates }),
      ...(after && { after }),
    });
    if (mine !== round) return;
    setLoading(false);
    setProblems(problems);
    if (!data?.helpRequests) return;
    const { edges, pageInfo } = data.helpRequests;
    const page = edges.map(({ node }) => node);
    setStore("cards", reconcile(after ? [...store.cards, ...page] : page, { key: "id" }));
    setNext(pageInfo.hasNextPage ? pageInfo.endCursor : null);
  };
  createEffect(on(all, () => void load()));

  onCleanup(
    graph.follow(
      helpWallChanged,
      {},
      ({ data }) => {
        const changed = data?.helpRequestChanged?.helpRequest;
        if (!changed) return;
        const at = store.cards.findIndex(({ id }) => id === changed.id);
        if (at >= 0) setStore("cards", at, reconcile(changed, { key: "id" }));
        else if (all() || openStates.includes(changed.state))
          setStore("cards", (cards) => [changed, ...cards]);
      },
      { missed: () => void load() },
    ),
  );

  return (
    <div class="help-wall">
      <div class="cases-head">
        <h1>{t("help.title")}</h1>
        <p class="muted">{t("help.lead")}</p>
        <div class="segments" role="group" aria-label={t("help.title")}>
          <button type="button" aria-pressed={!all()} onClick={() => setParams({ all: null })}>
            {t("help.open")}
          </button>
          <button type="button" aria-pressed={all()} onClick={() => setParams({ all: "1" })}>
            {t("help.all")}
          </button>
        </div>
      </div>
      <Show
        when={store.cards.length > 0}
        fallback={
          <Show
            when={loading()}
            fallback={
              <Show when={problems()[0]} fallback={<Empty>{t("help.none")}</Empty>}>
                {(problem) => <Failed problem={problem()} onRetry={() => void load()} />}
              </Show>
            }
          >
            <ul class="help-cards">
              <For each={Array.from({ length: 6 })}>
                {() => (
                  <li class="panel p-4">
                    <Skeleton />
                  </li>
                )}
              </For>
            </ul>
          </Show>
        }
      >
        <ul class="help-cards">
          <For each={store.cards}>{(facts) => <HelpCard facts={facts} />}</For>
        </ul>
        <Show when={next()} fallback={<p class="list-end muted">{t("help.end")}</p>}>
          {(after) => (
            <button
              type="button"
              class="btn load-more"
              disabled={loading()}
              onClick={() => void load(after())}
            >
              {t("help.more")}
            </button>
          )}
        </Show>
      </Show>
    </div>
  );
}
