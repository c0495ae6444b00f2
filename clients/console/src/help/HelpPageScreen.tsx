import {
  createLiveView,
  Failed,
  PartyDown,
  partiesDown,
  Skeleton,
  useGraph,
  useSession,
} from "@hutong/client-kit";
import { A, useParams } from "@solidjs/router";
import { createEffect, Show } from "solid-js";
import IconArrowLeft from "~icons/lucide/arrow-left";
import IconArrowRight from "~icons/lucide/arrow-right";
import IconMapPin from "~icons/lucide/map-pin";
import IconUnlock from "~icons/lucide/lock-open";

import { useText } from "../text/useText.js";
import { type HelpPageFacts, helpPageChanged, helpPageQuery } from "./help.graphql.js";
import { HelpRequestView } from "./HelpRequestView.jsx";

/** One request for help, for who may not see the complaint behind it. */
export function HelpPageScreen() {
  const { t } = useText();
  const params = useParams<{ id: string }>();
  const graph = useGraph();
  const role = useSession().signedIn()?.persona.role ?? "";
  const view = createLiveView<HelpPageFacts>(() => {
    const { id } = params;
    return {
      load: async () => {
        const { data, problems } = await graph.ask(helpPageQuery, { id });
        return { data: data?.helpRequest ?? undefined, problems };
      },
      follow: (_first, take, place) =>
        graph.follow(
          helpPageChanged,
          { id },
          ({ data, problems }) => {
            const request = data?.helpRequestChanged?.helpRequest;
            if (request) take({ data: request, problems });
          },
          place,
        ),
    };
  });
  createEffect(
    () => (document.title = `${view.state()?.number ?? t("help.title")} · ${t("app.name")}`),
  );

  const down = (): string | undefined => [...partiesDown(view.problems())][0];
  /** An expert's steps after acceptance are theirs alone; they tell that the identity was released. */
  const released = (facts: HelpPageFacts): boolean =>
    role === "EXPERT" && facts.steps.some((step) => step === "ARRIVE" || step === "ADVISE");
  const maySeeCase = (facts: HelpPageFacts): boolean =>
    released(facts) || ["SECRETARY", "GRID_WORKER", "COMMITTEE_MEMBER"].includes(role);

  return (
    <div class="help-page">
      <A href="/help" class="back">
        <IconArrowLeft aria-hidden="true" />
        {t("help.back")}
      </A>
      <Show
        when={view.state()}
        fallback={
          <Show
            when={!view.loading()}
            fallback={
              <div class="panel p-5">
                <Skeleton lines={6} />
              </div>
            }
          >
            <Show
              when={down()}
              fallback={
                <Failed
                  problem={view.problems()[0] ?? { code: "NOT_FOUND", path: "", fields: [] }}
                  onRetry={() => void view.refresh()}
                />
              }
            >
              {(party) => <PartyDown party={party()} />}
            </Show>
          </Show>
        }
      >
        {(facts) => (
          <div class="panel help-page-panel">
            <Show when={released(facts())}>
              <p class="released" data-testid="released">
                <IconUnlock aria-hidden="true" />
                {t("help.released")}
              </p>
            </Show>
            <div class="help-page-head">
              <h1>{t("help.asks", { firm: facts().askingFirm.shortName })}</h1>
              <Show when={facts().community}>
                {(community) => (
                  <p class="facts-line muted">
                    <IconMapPin aria-hidden="true" />
                    {community().name} · {community().address}
                  </p>
                )}
              </Show>
              <Show when={maySeeCase(facts()) && facts().complaint}>
                {(complaint) => (
                  <A href={`/cases/${complaint().id}`} class="btn btn-sm" data-testid="to-case">
                    {t("help.toCase")}
                    <IconArrowRight aria-hidden="true" />
                  </A>
                )}
              </Show>
            </div>
            <HelpRequestView facts={facts()} onChanged={view.refresh} />
          </div>
        )}
      </Show>
    </div>
  );
}
