import { Ago, Badge, ClockChip, helpTones } from "@hutong/client-kit";
import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import IconHand from "~icons/lucide/hand-helping";

import { useText } from "../text/useText.js";
import type { HelpCardFacts } from "./help.graphql.js";

/** A request on the wall; the whole card leads to it. */
export function HelpCard(props: { readonly facts: HelpCardFacts }) {
  const { t, term } = useText();
  return (
    <li class="panel help-card" data-testid="help-card" data-number={props.facts.number}>
      <div class="item-head">
        <Badge tone={helpTones[props.facts.state]}>{term("helpState", props.facts.state)}</Badge>
        <For each={props.facts.clocks.filter(({ stoppedAt }) => !stoppedAt)}>
          {(clock) => <ClockChip clock={clock} />}
        </For>
        <Ago at={props.facts.createdAt} class="muted item-number" />
      </div>
      <A
        href={`/help/${props.facts.id}`}
        class="help-card-link"
        aria-label={`${t("help.view", { number: props.facts.number })} ${props.facts.summary}`}
      >
        {props.facts.summary}
      </A>
      <p class="facts-line">
        <span class="tag">{term("category", props.facts.category)}</span>
        <For
          each={props.facts.skills.filter(
            (skill) => term("skill", skill) !== term("category", props.facts.category),
          )}
        >
          {(skill) => <span class="tag">{term("skill", skill)}</span>}
        </For>
      </p>
      <p class="help-card-end muted">
        <span>{t("help.asks", { firm: props.facts.askingFirm.shortName })}</span>
        <span>{props.facts.community?.name}</span>
        <span
          class="help-card-offers"
          classList={{ "text-progress-ink": props.facts.offerCount > 0 }}
        >
          <Show when={props.facts.offerCount > 0} fallback={t("help.noOffers")}>
            <IconHand aria-hidden="true" />
            {t("help.offers", { count: props.facts.offerCount })}
          </Show>
        </span>
      </p>
    </li>
  );
}
