import { Badge, ClockChip, type HelpRequestStep, helpTones } from "@hutong/client-kit";
import { createMemo, createSignal, For, Show } from "solid-js";
import IconHand from "~icons/lucide/hand-helping";
import IconLightbulb from "~icons/lucide/lightbulb";
import IconUserPlus from "~icons/lucide/user-plus";

import { useText } from "../text/useText.js";
import { DirectDialog } from "./DirectDialog.jsx";
import type { HelpRequestFacts, PlainHelpStep } from "./help-request.graphql.js";
import { HelpStepDialog } from "./HelpStepDialog.jsx";
import { OfferCard } from "./OfferCard.jsx";
import { OfferDialog } from "./OfferDialog.jsx";

export interface HelpRequestViewProps {
  readonly facts: HelpRequestFacts;
  readonly onChanged: () => Promise<void>;
}

const plainSteps: readonly HelpRequestStep[] = [
  "ARRIVE",
  "ADVISE",
  "CONFIRM",
  "CLOSE",
  "WITHDRAW",
  "MARK_NO_OFFER",
];
const leading: readonly HelpRequestStep[] = ["ARRIVE", "ADVISE", "CONFIRM"];
/** Accepted first, then what can still be accepted by arrival, then the rest. */
const rank = { ACCEPTED: 0, OPEN: 1, DECLINED: 2, WITHDRAWN: 3 };

/** A request for help with its offers and what the reader may do about it. */
export function HelpRequestView(props: HelpRequestViewProps) {
  const { t, term } = useText();
  const [dialog, setDialog] = createSignal<HelpRequestStep>();
  const can = (step: HelpRequestStep): boolean => props.facts.steps.includes(step);
  const plain = createMemo(() =>
    props.facts.steps.filter((step): step is PlainHelpStep => plainSteps.includes(step)),
  );
  const offers = createMemo(() =>
    [...props.facts.offers].sort(
      (a, b) => rank[a.state] - rank[b.state] || a.earliestArrival.localeCompare(b.earliestArrival),
    ),
  );

  return (
    <article class="help-request" data-testid="help-request" data-state={props.facts.state}>
      <div class="item-head">
        <Badge tone={helpTones[props.facts.state]}>{term("helpState", props.facts.state)}</Badge>
        <For each={props.facts.clocks}>{(clock) => <ClockChip clock={clock} />}</For>
        <span class="muted item-number">{props.facts.number}</span>
      </div>
      <p class="help-summary">{props.facts.summary}</p>
      <p class="facts-line muted">
        <span>
          {t("help.askedBy", {
            firm: props.facts.askingFirm.shortName,
            name: props.facts.askedByName,
          })}
        </span>
        <For each={props.facts.skills}>
          {(skill) => <span class="tag">{term("skill", skill)}</span>}
        </For>
      </p>

      <Show
        when={offers().length > 0}
        fallback={
          <Show when={props.facts.state === "BROADCAST"}>
            <p class="waiting muted">
              {props.facts.offerCount > 0
                ? t("help.others", { count: props.facts.offerCount })
                : t("help.waiting")}
            </p>
          </Show>
        }
      >
        <ul class="offers" aria-label={t("help.mine")}>
          <For each={offers()}>
            {(offer) => <OfferCard offer={offer} onChanged={props.onChanged} />}
          </For>
        </ul>
      </Show>

      <Show when={props.facts.advice}>
        {(advice) => (
          <p class="advice">
            <IconLightbulb aria-hidden="true" />
            <span>
              <strong>{t("help.advice")}</strong>
              {advice()}
            </span>
          </p>
        )}
      </Show>

      <Show when={can("OFFER") || can("DIRECT") || plain().length > 0}>
        <div class="item-actions">
          <Show when={can("OFFER")}>
            <button
              type="button"
              class="btn btn-sm btn-primary"
              data-testid="offer-help"
              onClick={() => setDialog("OFFER")}
            >
              <IconHand aria-hidden="true" />
              {term("helpStep", "OFFER")}
            </button>
          </Show>
          <Show when={can("DIRECT")}>
            <button
              type="button"
              class="btn btn-sm"
              data-testid="help-step-DIRECT"
              onClick={() => setDialog("DIRECT")}
            >
              <IconUserPlus aria-hidden="true" />
              {term("helpStep", "DIRECT")}
            </button>
          </Show>
          <For each={plain()}>
            {(step) => (
              <button
                type="button"
                class="btn btn-sm"
                classList={{
                  "btn-primary": leading.includes(step),
                  "btn-ghost": !leading.includes(step),
                }}
                data-testid={`help-step-${step}`}
                onClick={() => setDialog(step)}
              >
                {term("helpStep", step)}
              </button>
            )}
          </For>
        </div>
      </Show>

      <OfferDialog
        facts={props.facts}
        open={dialog() === "OFFER"}
        onClose={() => setDialog()}
        onChanged={props.onChanged}
      />
      <DirectDialog
        facts={props.facts}
        open={dialog() === "DIRECT"}
        onClose={() => setDialog()}
        onChanged={props.onChanged}
      />
      <For each={plain()}>
        {(step) => (
          <HelpStepDialog
            facts={props.facts}
            step={step}
            open={dialog() === step}
            onClose={() => setDialog()}
            onChanged={props.onChanged}
          />
        )}
      </For>
    </article>
  );
}
