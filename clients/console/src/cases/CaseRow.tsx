import { Ago, Badge, ClockChip, complaintTones } from "@hutong/client-kit";
import { A } from "@solidjs/router";
import { For, Show } from "solid-js";

import { useText } from "../text/useText.js";
import type { CaseRowFacts } from "./cases.graphql.js";

/** A case on one line: what, where, how far, and both clocks. */
export function CaseRow(props: { readonly facts: CaseRowFacts }) {
  const { t, term } = useText();
  return (
    <li data-testid="case-row" data-number={props.facts.number}>
      <A href={`/cases/${props.facts.number}`} class="case-row">
        <span class="case-what">
          <span class="case-title">{props.facts.title}</span>
          <span class="case-meta">
            <span class="case-number">{props.facts.number}</span>
            <Show when={props.facts.grade !== "MINOR"}>
              <span class="grade" data-grade={props.facts.grade}>
                {term("grade", props.facts.grade)}
              </span>
            </Show>
            <span>{term("category", props.facts.category)}</span>
            <span>
              {props.facts.community.name} {props.facts.publicPlace}
            </span>
            <Ago at={props.facts.reportedAt} />
          </span>
        </span>
        <span class="case-state">
          <Badge tone={complaintTones[props.facts.state]}>{term("state", props.facts.state)}</Badge>
        </span>
        <span class="case-clocks">
          <For
            each={props.facts.clocks}
            fallback={<span class="muted text-xs">{t("cases.noClock")}</span>}
          >
            {(clock) => <ClockChip clock={clock} />}
          </For>
        </span>
      </A>
    </li>
  );
}
