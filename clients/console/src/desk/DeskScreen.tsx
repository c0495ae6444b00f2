import { Empty, type Problem, useGraph, Waiting } from "@hutong/client-kit";
import { createEffect, createSignal, For, onCleanup, Show } from "solid-js";

import { useText } from "../text/useText.js";
import { boardChanged, boardQuery, type TicketFacts } from "./desk.graphql.js";
import { QuickEntry } from "./QuickEntry.jsx";
import { TicketRow } from "./TicketRow.jsx";
import "./desk.css";

/** The hotline's desk: a call in one line, and under it what is open, the nearest deadline first. */
export function DeskScreen() {
  const { t } = useText();
  const graph = useGraph();
  const [tickets, setTickets] = createSignal<readonly TicketFacts[]>();
  const [problems, setProblems] = createSignal<readonly Problem[]>([]);
  const [filed, setFiled] = createSignal<string>();
  let round = 0;
  createEffect(() => (document.title = `${t("desk.title")} · ${t("app.name")}`));

  const load = async (): Promise<void> => {
    const mine = ++round;
    const { data, problems } = await graph.ask(boardQuery, {});
    if (mine !== round) return;
    setProblems(problems);
    if (data) setTickets(data.hotlineBoard);
  };
  void load();
  onCleanup(
    graph.follow(
      boardChanged,
      {},
      ({ data }) => {
        if (data) void load();
      },
      { placed: () => void load(), missed: () => void load() },
    ),
  );

  const taken = (ticket: TicketFacts): void => {
    setFiled(ticket.id);
    setTickets((before) => [ticket, ...(before ?? []).filter(({ id }) => id !== ticket.id)]);
    void load();
  };

  return (
    <div class="desk">
      <div class="cases-head">
        <h1>{t("desk.title")}</h1>
        <p class="muted">{t("desk.lead")}</p>
      </div>
      <QuickEntry onTaken={taken} />
      <section aria-labelledby="board">
        <h2 id="board">
          {t("desk.board")} <span class="muted tabular-nums">{tickets()?.length}</span>
        </h2>
        <Show
          when={tickets()}
          fallback={<Waiting problem={problems()[0]} onRetry={() => void load()} lines={6} />}
        >
          {(shown) => (
            <Show when={shown().length > 0} fallback={<Empty>{t("desk.none")}</Empty>}>
              <ul class="panel case-rows">
                <For each={shown()}>
                  {(ticket) => <TicketRow ticket={ticket} fresh={ticket.id === filed()} />}
                </For>
              </ul>
            </Show>
          )}
        </Show>
      </section>
    </div>
  );
}
