import { Badge, ClockChip, taskTones, useGraph, useToasts } from "@hutong/client-kit";
import { createSignal, For, Show } from "solid-js";
import IconMapPin from "~icons/lucide/map-pin";
import IconCheck from "~icons/lucide/circle-check";
import IconCannot from "~icons/lucide/ban";
import IconProxy from "~icons/lucide/user-pen";
import IconVerify from "~icons/lucide/shield-check";

import { verifyCleaningTask } from "../case-room/actions/steps.graphql.js";
import { CheckInLine } from "../case-room/CheckInLine.jsx";
import { useText } from "../text/useText.js";
import { checkInMutation, type TaskFacts } from "./tasks.graphql.js";

export interface TaskCardProps {
  readonly task: TaskFacts;
  /** Whether the reader leads the crew, and may enter for its cleaners. */
  readonly leads: boolean;
  readonly onCannot: () => void;
  readonly onProxy: () => void;
  readonly onChanged: () => Promise<void>;
}

/** One task: where, by when, what was reported so far, and what the server lets one do about it. */
export function TaskCard(props: TaskCardProps) {
  const { t, term } = useText();
  const graph = useGraph();
  const toasts = useToasts();
  const [busy, setBusy] = createSignal(false);
  // What could not be done may be taken up again, but not be refused twice; `canCheckIn` does not say which verb.
  const isOpen = (): boolean => props.task.state === "OPEN";
  const mayProxy = (): boolean => props.leads && (isOpen() || props.task.state === "CANNOT");
  const label = (verb: string): string => t("tasks.actOn", { verb, title: props.task.title });

  const send = async (verb: "ARRIVED" | "DONE" | "VERIFY"): Promise<void> => {
    setBusy(true);
    const task = props.task.id;
    const { problems } =
      verb === "VERIFY"
        ? await graph.change(verifyCleaningTask, { task })
        : await graph.change(checkInMutation, { input: { task, verb } });
    if (problems.length > 0) toasts.explain(problems);
    else toasts.tell(t(`tasks.sent.${verb}`));
    await props.onChanged();
    setBusy(false);
  };

  return (
    <li
      class="panel task-card"
      data-testid="task-card"
      data-state={props.task.state}
      data-number={props.task.number}
    >
      <div class="task-head">
        <Badge tone={taskTones[props.task.state]} testid="task-state">
          {term("task", props.task.state)}
        </Badge>
        <For each={props.task.clocks}>
          {(clock) => <ClockChip clock={clock} showKind={false} />}
        </For>
      </div>
      <h3>{props.task.title}</h3>
      <p class="task-place" data-testid="task-place">
        <IconMapPin aria-hidden="true" />
        <span>
          {props.task.community?.name} {props.task.place}
        </span>
      </p>
      <p class="muted">
        {props.task.number} ·{" "}
        {props.task.cleaner ? t("tasks.by", { name: props.task.cleaner.name }) : t("tasks.nobodys")}
      </p>
      <Show when={props.task.checkIns.length > 0}>
        <ul class="check-ins">
          <For each={props.task.checkIns}>{(checkIn) => <CheckInLine checkIn={checkIn} />}</For>
        </ul>
      </Show>
      <Show when={props.task.canCheckIn || mayProxy() || props.task.canVerify}>
        <div class="task-actions">
          <Show when={props.task.canCheckIn}>
            <button
              type="button"
              class="btn"
              disabled={busy()}
              aria-label={label(t("tasks.ARRIVED"))}
              data-testid="check-in-ARRIVED"
              onClick={() => void send("ARRIVED")}
            >
              <IconMapPin aria-hidden="true" />
              {t("tasks.ARRIVED")}
            </button>
            <button
              type="button"
              class="btn btn-primary"
              disabled={busy()}
              aria-label={label(t("tasks.DONE"))}
              data-testid="check-in-DONE"
              onClick={() => void send("DONE")}
            >
              <IconCheck aria-hidden="true" />
              {t("tasks.DONE")}
            </button>
            <Show when={isOpen()}>
              <button
                type="button"
                class="btn"
                disabled={busy()}
                aria-label={label(t("tasks.CANNOT"))}
                data-testid="check-in-CANNOT"
                onClick={() => props.onCannot()}
              >
                <IconCannot aria-hidden="true" />
                {t("tasks.CANNOT")}
              </button>
            </Show>
          </Show>
          <Show when={mayProxy()}>
            <button
              type="button"
              class="btn"
              disabled={busy()}
              aria-label={label(t("tasks.proxy"))}
              data-testid="proxy-check-in"
              onClick={() => props.onProxy()}
            >
              <IconProxy aria-hidden="true" />
              {t("tasks.proxy")}
            </button>
          </Show>
          <Show when={props.task.canVerify}>
            <button
              type="button"
              class="btn btn-primary"
              disabled={busy()}
              aria-label={label(t("tasks.verify"))}
              data-testid="verify-task"
              onClick={() => void send("VERIFY")}
            >
              <IconVerify aria-hidden="true" />
              {t("tasks.verify")}
            </button>
          </Show>
        </div>
      </Show>
    </li>
  );
}
