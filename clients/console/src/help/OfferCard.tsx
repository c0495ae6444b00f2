import {
  Ago,
  Badge,
  formatFen,
  formatTime,
  offerTones,
  useGraph,
  useToasts,
  useUndo,
} from "@hutong/client-kit";
import { createEffect, For, Show } from "solid-js";
import IconCheck from "~icons/lucide/check";
import IconClock from "~icons/lucide/clock-3";
import IconPhone from "~icons/lucide/phone";

import { useText } from "../text/useText.js";
import { acceptOffer, type HelpOfferFacts, withdrawOffer } from "./help-request.graphql.js";

export interface OfferCardProps {
  readonly offer: HelpOfferFacts;
  readonly onChanged: () => Promise<void>;
}

/** An offer of help. Accepting is one tap, which can be taken back for five seconds. */
export function OfferCard(props: OfferCardProps) {
  const { t, term, lang } = useText();
  const graph = useGraph();
  const toasts = useToasts();
  const undo = useUndo();
  const pending = (): boolean => undo.pending()?.key === props.offer.id;

  const accept = (): void => {
    const { id, firm, expert } = props.offer;
    const { onChanged } = props;
    undo.begin(
      id,
      t("help.acceptPending", { firm: firm.shortName, expert: expert.name }),
      async () => {
        const { problems } = await graph.change(acceptOffer, { offer: id });
        if (problems.length > 0) toasts.explain(problems);
        else toasts.tell(t("help.accepted", { firm: firm.shortName }));
        await onChanged();
      },
    );
  };
  const withdraw = async (): Promise<void> => {
    const { problems } = await graph.change(withdrawOffer, { offer: props.offer.id });
    if (problems.length > 0) toasts.explain(problems);
    else toasts.tell(t("help.withdrawn"));
    await props.onChanged();
  };
  // Somebody else chose, or the firm took it back, while the five seconds ran.
  createEffect(() => {
    if (pending() && props.offer.state !== "OPEN") undo.undo();
  });

  return (
    <li
      class="offer"
      classList={{ "offer-dim": ["DECLINED", "WITHDRAWN"].includes(props.offer.state) }}
      data-testid="offer"
      data-state={props.offer.state}
    >
      <div class="offer-who">
        <p>
          <strong>{props.offer.firm.shortName}</strong>
          <span>{props.offer.expert.name}</span>
          <span class="muted">
            {props.offer.expert.title} · {t("help.years", { years: props.offer.expert.years })}
          </span>
        </p>
        <Badge tone={offerTones[props.offer.state]}>{term("offerState", props.offer.state)}</Badge>
      </div>
      <p class="offer-terms">
        <span class="offer-term" title={t("help.arrives")}>
          <IconClock aria-hidden="true" />
          {t("help.arrives")} <Ago at={props.offer.earliestArrival} />{" "}
          <span class="muted tabular-nums">{formatTime(props.offer.earliestArrival, lang())}</span>
        </span>
        <span class="offer-term tabular-nums">
          {props.offer.free ? t("help.free") : formatFen(props.offer.costFen)}
        </span>
        <span class="offer-term muted">
          <IconPhone aria-hidden="true" />
          {props.offer.expert.phone}
        </span>
        <For each={props.offer.expert.skills}>
          {(skill) => <span class="tag">{term("skill", skill)}</span>}
        </For>
      </p>
      <Show when={props.offer.note}>{(note) => <p class="offer-note">{note()}</p>}</Show>
      <Show when={props.offer.canAccept || props.offer.canWithdraw}>
        <div class="item-actions">
          <Show when={props.offer.canAccept}>
            <button
              type="button"
              class="btn btn-sm btn-primary"
              disabled={undo.pending() !== undefined}
              aria-label={t("help.acceptLabel", { firm: props.offer.firm.shortName })}
              data-testid="offer-accept"
              onClick={accept}
            >
              <IconCheck aria-hidden="true" />
              {pending() ? t("help.pending") : t("help.accept")}
            </button>
          </Show>
          <Show when={props.offer.canWithdraw}>
            <button
              type="button"
              class="btn btn-sm btn-ghost"
              aria-label={t("help.withdrawLabel", { firm: props.offer.firm.shortName })}
              data-testid="offer-withdraw"
              onClick={() => void withdraw()}
            >
              {t("help.withdraw")}
            </button>
          </Show>
        </div>
      </Show>
    </li>
  );
}
