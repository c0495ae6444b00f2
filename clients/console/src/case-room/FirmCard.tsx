import { Badge, formatDate, formatMinutes, PartyDown } from "@hutong/client-kit";
import { For, Show } from "solid-js";
import IconBuilding from "~icons/lucide/building-2";
import IconScroll from "~icons/lucide/scroll-text";

import { useText } from "../text/useText.js";
import { Card } from "./Card.jsx";
import type { ClauseFacts } from "./case-room.graphql.js";
import type { CardProps } from "./CaseRoom.jsx";
import { Phone } from "./ComplaintCard.jsx";

const standingTones = { GOOD: "verified", WATCHED: "warning", SUSPENDED: "overdue" } as const;

/** Who is responsible (known to the consortium), and by which contract (known to the owners). */
export function FirmCard(props: CardProps) {
  const { t, term, lang } = useText();
  return (
    <Card
      title={t("room.firm")}
      icon={<IconBuilding aria-hidden="true" />}
      party="consortium"
      down={false}
    >
      <Show
        when={props.facts.responsibleFirm}
        fallback={
          <p class="muted">{t(props.down.has("consortium") ? "kit.partyDown" : "room.noFirm")}</p>
        }
      >
        {(firm) => (
          <div class="firm" data-testid="responsible-firm">
            <p class="firm-name">
              <strong>{firm().name}</strong>
              <Badge tone={standingTones[firm().standing as keyof typeof standingTones] ?? "plain"}>
                {term("standing", firm().standing)}
              </Badge>
            </p>
            <p class="facts-line muted">
              <span>{t("room.manager", { name: firm().managerName })}</span>
              <Phone number={firm().hotline} />
            </p>
          </div>
        )}
      </Show>
      <div class="contract" data-party="owners">
        <h3>
          <IconScroll aria-hidden="true" />
          {t("room.contract")}
        </h3>
        <Show when={!props.down.has("owners")} fallback={<PartyDown party="owners" />}>
          <Show when={props.facts.contract} fallback={<p class="muted">{t("room.noContract")}</p>}>
            {(contract) => (
              <p class="facts-line muted">
                <span class="case-number">{contract().number}</span>
                <span>{t("room.until", { date: formatDate(contract().endsOn, lang()) })}</span>
              </p>
            )}
          </Show>
          <Show when={props.facts.contract}>
            <For
              each={props.facts.contractClauses}
              fallback={<p class="muted">{t("room.noClauses")}</p>}
            >
              {(clause) => <Clause clause={clause} />}
            </For>
          </Show>
        </Show>
      </div>
    </Card>
  );
}

function Clause(props: { readonly clause: ClauseFacts }) {
  const { t, lang } = useText();
  const promises = (): readonly string[] => {
    const { respondWithinMinutes, onSiteWithinMinutes, resolveWithinMinutes } = props.clause;
    return [
      ...(respondWithinMinutes
        ? [t("room.respondIn", { span: formatMinutes(respondWithinMinutes, lang()) })]
        : []),
      ...(onSiteWithinMinutes
        ? [t("room.onSiteIn", { span: formatMinutes(onSiteWithinMinutes, lang()) })]
        : []),
      ...(resolveWithinMinutes
        ? [t("room.resolveIn", { span: formatMinutes(resolveWithinMinutes, lang()) })]
        : []),
    ];
  };
  return (
    <details class="clause" data-testid="contract-clause">
      <summary>
        <span>
          <span class="clause-number">{props.clause.number}</span> {props.clause.title}
        </span>
        <For each={promises()}>{(promise) => <span class="tag">{promise}</span>}</For>
      </summary>
      <p>{props.clause.text}</p>
    </details>
  );
}
