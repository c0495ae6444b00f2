import { Badge, ClockChip, type Problem, taskTones, useGraph, useToasts } from "@hutong/client-kit";
import { createSignal, For, Show } from "solid-js";
import IconMapPin from "~icons/lucide/map-pin";
import IconCamera from "~icons/lucide/camera";
import IconCannot from "~icons/lucide/ban";
import IconProxy from "~icons/lucide/user-pen";
import IconUndo from "~icons/lucide/undo-2";
import IconVerify from "~icons/lucide/shield-check";

import { verifyCleaningTask } from "../case-room/actions/steps.graphql.js";
import { CheckInLine } from "../case-room/CheckInLine.jsx";
import { useText } from "../text/useText.js";
import { sendPhoto } from "./photo.js";
import { checkInMutation, type TaskFacts, undoCheckInMutation } from "./tasks.graphql.js";

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

  const undoable = () => props.task.checkIns.find(({ canUndo }) => canUndo);
  let camera!: HTMLInputElement;
  let taking: "ARRIVED" | "DONE" = "DONE";

  const attempt = async (
    sent: "ARRIVED" | "DONE" | "UNDO" | "VERIFY",
    send: () => Promise<{ readonly problems: readonly Problem[] }>,
  ): Promise<void> => {
    setBusy(true);
    const { problems } = await send();
    if (problems.length > 0) toasts.explain(problems);
    else toasts.tell(t(`tasks.sent.${sent}`));
    await props.onChanged();
    setBusy(false);
  };
  /** First tap: the camera opens; the second takes the picture, the third says that it is good. */
  const openCamera = (verb: "ARRIVED" | "DONE"): void => {
    taking = verb;
    camera.click();
  };
  const checkIn = (file: Blob): Promise<void> => {
    const task = props.task.id;
    const verb = taking;
    return attempt(verb, async () => {
      const photo = await sendPhoto(graph, task, file);
      return "problems" in photo
        ? photo
        : graph.change(checkInMutation, { input: { task, verb, photos: [photo.id] } });
    });
  };
  const verify = (): Promise<void> =>
    attempt("VERIFY", () => graph.change(verifyCleaningTask, { task: props.task.id }));
  const undo = (id: string): Promise<void> =>
    attempt("UNDO", () => graph.change(undoCheckInMutation, { input: { checkIn: id } }));

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
      <Show when={props.task.canCheckIn || mayProxy() || props.task.canVerify || undoable()}>
        <div class="task-actions">
          <Show when={props.task.canCheckIn}>
            <input
              ref={camera}
              type="file"
              accept="image/*"
              capture="environment"
              hidden
              data-testid="camera"
              onChange={({ currentTarget }) => {
                const file = currentTarget.files?.[0];
                // The same picture may be chosen again after a failure.
                currentTarget.value = "";
                if (file) void checkIn(file);
              }}
            />
            <button
              type="button"
              class="btn"
              disabled={busy()}
              aria-label={label(t("tasks.ARRIVED"))}
              data-testid="check-in-ARRIVED"
              onClick={() => openCamera("ARRIVED")}
            >
              <IconCamera aria-hidden="true" />
              {t("tasks.ARRIVED")}
            </button>
            <button
              type="button"
              class="btn btn-primary"
              disabled={busy()}
              aria-label={label(t("tasks.DONE"))}
              data-testid="check-in-DONE"
              onClick={() => openCamera("DONE")}
            >
              <IconCamera aria-hidden="true" />
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
          <Show when={undoable()}>
            {(checkIn) => (
              <button
                type="button"
                class="btn"
                disabled={busy()}
                aria-label={label(t("tasks.undo"))}
                data-testid="undo-check-in"
                onClick={() => void undo(checkIn().id)}
              >
                <IconUndo aria-hidden="true" />
                {t("tasks.undo")}
              </button>
            )}
          </Show>
          <Show when={props.task.canVerify}>
            <button
              type="button"
              class="btn btn-primary"
              disabled={busy()}
              aria-label={label(t("tasks.verify"))}
              data-testid="verify-task"
              onClick={() => void verify()}
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
