import { Ago, ClockChip } from "@hutong/client-kit";
import { A } from "@solidjs/router";
import { For, Show } from "solid-js";

import { useText } from "../text/useText.js";
import type { TicketFacts } from "./desk.graphql.js";

/** A ticket on one line, on a phone on several; its case is a step away. */
export function TicketRow(props: {
  readonly ticket: TicketFacts;
  /** Whether it was taken down here just now. */
  readonly fresh: boolean;
}) {
  const { t, term } = useText();
  return (
    <li
      class="ticket-row"
      classList={{ "ticket-fresh": props.fresh }}
      data-testid="ticket-row"
      data-number={props.ticket.number}
    >
      <span>
        <strong>{props.ticket.title}</strong>
        <span class="block muted">
          <span class="tabular-nums">{props.ticket.number}</span> ·{" "}
          {props.ticket.community?.name ?? t("kit.partyDown")} {props.ticket.publicPlace}
        </span>
      </span>
      <span class="tag">{term("category", props.ticket.category)}</span>
      <span class="muted">
        <Ago at={props.ticket.loggedAt} />
      </span>
      <span class="ticket-clocks">
        <For each={props.ticket.clocks}>{(clock) => <ClockChip clock={clock} />}</For>
      </span>
      <Show
        when={props.ticket.complaint}
        fallback={<span class="muted">{t("desk.notFiled")}</span>}
      >
        {(complaint) => (
          <A class="link-button tabular-nums" href={`/cases/${complaint().number}`}>
            {t("desk.open", { number: complaint().number })}
          </A>
        )}
      </Show>
    </li>
  );
}
