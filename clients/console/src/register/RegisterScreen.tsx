import { Empty, type Problem, useGraph, useSession, Waiting } from "@hutong/client-kit";
import { createEffect, createSignal, For, onCleanup, Show } from "solid-js";

import { useText } from "../text/useText.js";
import { CleanerRow } from "./CleanerRow.jsx";
import { EnterDialog } from "./EnterDialog.jsx";
import { MoveDialog, RetireDialog } from "./LeaveDialogs.jsx";
import {
  type CleanerFacts,
  type CrewFacts,
  registerChanged,
  registerQuery,
} from "./register.graphql.js";
import "./register.css";

/** What a dialog is open about. */
interface Asking {
  readonly what: "enter" | "move" | "retire";
  readonly crew: CrewFacts;
  readonly cleaner?: CleanerFacts;
}

/** The contractor's cleaners under their real names, crew by crew; a leader keeps the own crew's. */
export function RegisterScreen() {
  const { t } = useText();
  const graph = useGraph();
  const contractor = useSession().signedIn()?.organisation ?? "";
  const [crews, setCrews] = createSignal<readonly CrewFacts[]>();
  const [problems, setProblems] = createSignal<readonly Problem[]>([]);
  const [retired, setRetired] = createSignal(false);
  const [asking, setAsking] = createSignal<Asking>();
  let round = 0;
  createEffect(() => (document.title = `${t("register.title")} · ${t("app.name")}`));

  const load = async (): Promise<void> => {
    const mine = ++round;
    const { data, problems } = await graph.ask(registerQuery, { contractor });
    if (mine !== round) return;
    setProblems(problems);
    // The own crew first: it is what one came for.
    if (data?.contractor)
      setCrews(data.contractor.crews.toSorted((a, b) => Number(b.canKeep) - Number(a.canKeep)));
  };
  void load();
  onCleanup(
    graph.follow(
      registerChanged,
      { contractor },
      ({ data }) => {
        if (data) void load();
      },
      { placed: () => void load(), missed: () => void load() },
    ),
  );
  const shown = ({ cleaners }: CrewFacts): readonly CleanerFacts[] =>
    cleaners.filter(({ retiredOn }) => retired() || retiredOn === null);
  const close = (): void => void setAsking(undefined);
  const about = (what: Asking["what"]): Asking | undefined =>
    asking()?.what === what ? asking() : undefined;

  return (
    <div class="register">
      <div class="cases-head">
        <h1>{t("register.title")}</h1>
        <p class="muted">{t("register.lead")}</p>
        <div class="segments" role="group" aria-label={t("register.title")}>
          <button type="button" aria-pressed={!retired()} onClick={() => setRetired(false)}>
            {t("register.present")}
          </button>
          <button type="button" aria-pressed={retired()} onClick={() => setRetired(true)}>
            {t("register.all")}
          </button>
        </div>
      </div>
      <Show
        when={crews()}
        fallback={<Waiting problem={problems()[0]} onRetry={() => void load()} lines={6} />}
      >
        {(all) => (
          <For each={all()} fallback={<Empty>{t("register.none")}</Empty>}>
            {(crew) => (
              <section aria-label={crew.name} data-testid="crew">
                <div class="crew-head">
                  <h2>
                    {crew.name} <span class="muted tabular-nums">{shown(crew).length}</span>
                  </h2>
                  <Show when={crew.canKeep}>
                    <button
                      type="button"
                      class="btn btn-primary btn-sm"
                      data-testid="enter"
                      onClick={() => setAsking({ what: "enter", crew })}
                    >
                      {t("register.enter")}
                    </button>
                  </Show>
                </div>
                <ul class="panel case-rows">
                  <For
                    each={shown(crew)}
                    fallback={<li class="cleaner-row muted">{t("register.nobody")}</li>}
                  >
                    {(cleaner) => (
                      <CleanerRow
                        cleaner={cleaner}
                        leads={crew.leader?.id === cleaner.id}
                        canKeep={crew.canKeep}
                        canMove={all().length > 1}
                        onMove={() => setAsking({ what: "move", crew, cleaner })}
                        onRetire={() => setAsking({ what: "retire", crew, cleaner })}
                      />
                    )}
                  </For>
                </ul>
              </section>
            )}
          </For>
        )}
      </Show>
      <EnterDialog crew={about("enter")?.crew} onChanged={load} onClose={close} />
      <MoveDialog
        cleaner={about("move")?.cleaner}
        crews={(crews() ?? []).filter(({ id }) => id !== about("move")?.crew.id)}
        onChanged={load}
        onClose={close}
      />
      <RetireDialog cleaner={about("retire")?.cleaner} onChanged={load} onClose={close} />
    </div>
  );
}
