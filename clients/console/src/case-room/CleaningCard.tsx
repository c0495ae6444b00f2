import { Ago, Badge, ClockChip, Photos, taskTones, useGraph, useToasts } from "@hutong/client-kit";
import { For, type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import IconBrush from "~icons/lucide/brush-cleaning";
import IconCamera from "~icons/lucide/camera";
import IconMessage from "~icons/lucide/message-square-text";
import IconPen from "~icons/lucide/user-pen";

import { useText } from "../text/useText.js";
import { verifyCleaningTask } from "./actions/steps.graphql.js";
import { Card } from "./Card.jsx";
import type { CheckInFacts, CleaningTaskFacts } from "./case-room.graphql.js";
import type { CardProps } from "./CaseRoom.jsx";
import { Count } from "./WorkOrdersCard.jsx";

const methodIcons: Readonly<Record<string, (props: { class?: string }) => JSX.Element>> = {
  PHOTO: IconCamera,
  SMS: IconMessage,
  PROXY: IconPen,
};

/** What the cleaners do about it, and how each check-in came. */
export function CleaningCard(props: CardProps) {
  const { t } = useText();
  return (
    <Card
      title={t("room.cleaning")}
      icon={<IconBrush aria-hidden="true" />}
      party="cleaning"
      down={props.down.has("cleaning")}
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
        <For each={props.task.checkIns}>{(checkIn) => <CheckIn checkIn={checkIn} />}</For>
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

function CheckIn(props: { readonly checkIn: CheckInFacts }) {
  const { t, term } = useText();
  return (
    <li data-testid="check-in" data-method={props.checkIn.method}>
      <Dynamic component={methodIcons[props.checkIn.method] ?? IconCamera} aria-hidden="true" />
      <span>
        {props.checkIn.by.name} {term("checkInVerb", props.checkIn.verb)}
        <span class="muted">
          {" "}
          ·{" "}
          {props.checkIn.proxyName
            ? t("room.proxyBy", { name: props.checkIn.proxyName })
            : term("checkInMethod", props.checkIn.method)}{" "}
          · <Ago at={props.checkIn.at} />
        </span>
        <Show when={props.checkIn.note}>{(note) => <span class="block">{note()}</span>}</Show>
      </span>
      <Photos photos={props.checkIn.photos} />
    </li>
  );
}
