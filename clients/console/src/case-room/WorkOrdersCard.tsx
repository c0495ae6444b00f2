import { Ago, Badge, ClockChip, Photos, useSession, workOrderTones } from "@hutong/client-kit";
import { For, Show } from "solid-js";
import IconWrench from "~icons/lucide/wrench";

import { useText } from "../text/useText.js";
import { Card } from "./Card.jsx";
import type { WorkOrderFacts } from "./work-order.graphql.js";
import type { CardProps } from "./CaseRoom.jsx";
import { Phone } from "./ComplaintCard.jsx";

/** What the responsible firm does about it. */
export function WorkOrdersCard(props: CardProps) {
  const { t } = useText();
  const role = useSession().signedIn()?.persona.role;
  return (
    <Card
      title={t("room.workOrders")}
      icon={<IconWrench aria-hidden="true" />}
      party="property"
      down={props.down.has("property")}
      operator={props.facts.responsibleFirm?.shortName}
      end={<Count of={props.facts.workOrders?.length} />}
    >
      <For
        each={props.facts.workOrders}
        fallback={
          <p class="muted">{t(role === "EXPERT" ? "room.hiddenWork" : "room.noWorkOrders")}</p>
        }
      >
        {(order) => <WorkOrder order={order} />}
      </For>
    </Card>
  );
}

function WorkOrder(props: { readonly order: WorkOrderFacts }) {
  const { t, term } = useText();
  return (
    <article class="item" data-testid="work-order" data-state={props.order.state}>
      <div class="item-head">
        <Badge tone={workOrderTones[props.order.state]}>
          {term("workOrder", props.order.state)}
        </Badge>
        <For each={props.order.clocks}>{(clock) => <ClockChip clock={clock} />}</For>
        <span class="muted item-number">{props.order.number}</span>
      </div>
      <p class="item-title">{props.order.title}</p>
      <p class="facts-line muted">
        <span>{props.order.project.name}</span>
        <Show when={props.order.assignee} fallback={<span>{t("room.unassigned")}</span>}>
          {(staff) => (
            <span>
              {t("room.assignee", { name: staff().name })} <Phone number={staff().phone} />
            </span>
          )}
        </Show>
        <span>{term("funding", props.order.funding)}</span>
        <Ago at={props.order.createdAt} />
      </p>
      <Show when={props.order.note}>{(note) => <p class="quote">{note()}</p>}</Show>
      <Photos photos={props.order.photos} />
    </article>
  );
}

/** How many there are, beside a card's title. */
export function Count(props: { readonly of: number | undefined }) {
  return (
    <Show when={props.of}>
      <span class="count tabular-nums">{props.of}</span>
    </Show>
  );
}
