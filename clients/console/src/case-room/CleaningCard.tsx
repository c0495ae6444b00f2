import { Badge, ClockChip, taskTones, useGraph, useToasts } from "@hutong/client-kit";
import { For, Show } from "solid-js";
import IconBrush from "~icons/lucide/brush-cleaning";

import { useText } from "../text/useText.js";
import { verifyCleaningTask } from "./actions/steps.graphql.js";
import { Card } from "./Card.jsx";
import type { CleaningTaskFacts } from "./cleaning-task.graphql.js";
import type { CardProps } from "./CaseRoom.jsx";
import { CheckInLine } from "./CheckInLine.jsx";
import { Count } from "./WorkOrdersCard.jsx";

/** What the cleaners do about it, and how each check-in came. */
export function CleaningCard(props: CardProps) {
  const { t } = useText();
  return (
    <Card
      title={t("room.cleaning")}
      icon={<IconBrush aria-hidden="true" />}
      party="cleaning"
      // Another contractor's being away takes nothing from what this one has said.
      down={props.down.has("cleaning") && !props.facts.cleaningTasks?.length}
      end={<Count of={props.facts.cleaningTasks?.length} />}
    >
      <For each={props.facts.cleaningTasks} fallback={<p class="muted">{t("room.noCleaning")}</p>}>
        {(task) => <Task task={task} onChanged={props.onChanged} />}
      </For>
    </Card>
  );
}

function Task(props: {
  readonly task: CleaningTaskFacts;
  readonly onChanged: () => Promise<void>;
}) {
  const { t, term } = useText();
  const graph = useGraph();
  const toasts = useToasts();
  const verify = async (): Promise<void> => {
    const { problems } = await graph.change(verifyCleaningTask, { task: props.task.id });
    if (problems.length > 0) toasts.explain(problems);
    else toasts.tell(t("room.done", { step: t("room.verifyTask") }));
    await props.onChanged();
  };
  return (
    <article class="item" data-testid="cleaning-task" data-state={props.task.state}>
      <div class="item-head">
        <Badge tone={taskTones[props.task.state]}>{term("task", props.task.state)}</Badge>
        <For each={props.task.clocks}>{(clock) => <ClockChip clock={clock} />}</For>
        <span class="muted item-number">{props.task.number}</span>
      </div>
      <p class="item-title">
        {props.task.title} · {props.task.place}
      </p>
      <p class="facts-line muted">
        <span>{props.task.contractor.name}</span>
        <span>{props.task.crew.name}</span>
        <Show when={props.task.cleaner}>{(cleaner) => <span>{cleaner().name}</span>}</Show>
      </p>
      <ul class="check-ins">
        <For each={props.task.checkIns}>{(checkIn) => <CheckInLine checkIn={checkIn} />}</For>
      </ul>
      <Show when={props.task.canVerify}>
        <div class="item-actions">
          <button type="button" class="btn btn-sm" onClick={() => void verify()}>
            {t("room.verifyTask")}
          </button>
        </div>
      </Show>
    </article>
  );
}
