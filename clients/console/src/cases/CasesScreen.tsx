import { Empty, Failed, Skeleton, useGraph, useSession } from "@hutong/client-kit";
import { createEffect, createMemo, createResource, For, Show } from "solid-js";
import IconArrowUp from "~icons/lucide/arrow-up";
import IconChevronDown from "~icons/lucide/chevron-down";

import { useText } from "../text/useText.js";
import { CaseRow } from "./CaseRow.jsx";
import { gridsQuery } from "./cases.graphql.js";
import { CommunityMap } from "./CommunityMap.jsx";
import { createCases } from "./createCases.js";
import { FilterBar } from "./FilterBar.jsx";
import { createFilters, toComplaintFilter } from "./filters.js";

/** The cases of my grid: list and map, in step with the URL. */
export function CasesScreen() {
  const { t } = useText();
  const graph = useGraph();
  const role = useSession().signedIn()?.persona.role;
  const { filters, set } = createFilters();
  const cases = createCases(() => toComplaintFilter(filters()));
  const [places] = createResource(async () => (await graph.ask(gridsQuery, {})).data);

  const grids = createMemo(() => places()?.myGrids ?? []);
  const communities = createMemo(() => {
    const mine = grids().flatMap((grid) => grid.communities);
    return mine.length > 0 ? mine : (places()?.communities?.edges.map(({ node }) => node) ?? []);
  });
  const title = (): string => {
    const names = grids().map(({ name }) => name);
    return role === "GRID_WORKER" && names.length > 0
      ? t("cases.mine", { grid: names.join("、") })
      : t("cases.title");
  };
  const filtered = (): boolean =>
    Object.keys(toComplaintFilter(filters())).some((key) => key !== "open");
  createEffect(() => (document.title = `${title()} · ${t("app.name")}`));

  return (
    <div class="cases">
      <div class="cases-head">
        <h1>{title()}</h1>
        <p class="muted tabular-nums" aria-live="off">
          <Show when={cases.loading() !== "first"}>
            {t("cases.shown", { count: cases.rows.length })}
          </Show>
        </p>
      </div>
      <FilterBar filters={filters()} communities={communities()} onChange={set} />
      <section
        class="cases-list"
        aria-label={t("cases.title")}
        aria-busy={cases.loading() === "first"}
      >
        <Show when={cases.stale()}>
          <button type="button" class="btn btn-sm btn-primary fresh" onClick={() => cases.reload()}>
            <IconArrowUp aria-hidden="true" />
            {t("cases.fresh")}
          </button>
        </Show>
        <Show
          when={cases.rows.length > 0}
          fallback={
            <Show when={cases.loading() === "first"} fallback={<Nothing />}>
              <For each={Array.from({ length: 6 })}>
                {() => <Skeleton lines={2} class="case-skeleton" />}
              </For>
            </Show>
          }
        >
          <ul class="panel case-rows" classList={{ "opacity-60": cases.loading() === "first" }}>
            <For each={cases.rows}>{(facts) => <CaseRow facts={facts} />}</For>
          </ul>
          <Show
            when={cases.hasMore()}
            fallback={<p class="list-end muted">{t("cases.end", { count: cases.rows.length })}</p>}
          >
            <button
              type="button"
              class="btn load-more"
              disabled={cases.loading() !== false}
              data-testid="load-more"
              onClick={() => cases.loadMore()}
            >
              <Show
                when={cases.loading() === "more"}
                fallback={<IconChevronDown aria-hidden="true" />}
              >
                <span class="loading loading-spinner loading-xs" aria-hidden="true" />
              </Show>
              {t("cases.more")}
            </button>
          </Show>
        </Show>
      </section>
      <Show when={communities().length > 1}>
        <CommunityMap
          communities={communities()}
          rows={cases.rows}
          chosen={filters().community}
          onChoose={(community) => set({ community })}
        />
      </Show>
    </div>
  );

  function Nothing() {
    return (
      <Show when={cases.problems()[0]} fallback={<NothingFits />}>
        {(problem) => <Failed problem={problem()} onRetry={() => cases.reload()} />}
      </Show>
    );
  }

  function NothingFits() {
    return (
      <Empty
        action={
          <Show when={filtered()}>
            <button
              type="button"
              class="btn btn-sm"
              onClick={() => set({ state: "", category: "", community: "", search: "" })}
            >
              {t("cases.clear")}
            </button>
          </Show>
        }
      >
        {t(filtered() ? "cases.none" : "cases.noneAtAll")}
      </Empty>
    );
  }
}
