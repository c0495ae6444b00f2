import { FormDialog, type Problem, Skeleton, useGraph, useToasts } from "@hutong/client-kit";
import { createEffect, createResource, createSignal, For, on, Show } from "solid-js";

import { useText } from "../text/useText.js";
import type { TaskDialogProps } from "./CannotDialog.jsx";
import { ReasonField } from "./ReasonField.jsx";
import {
  checkInVerbs,
  type CheckInVerb,
  crewQuery,
  proxyCheckInMutation,
} from "./tasks.graphql.js";

/** What the crew's leader enters for a cleaner who cannot; it is marked with the leader's name. */
export function ProxyDialog(props: TaskDialogProps) {
  const { t } = useText();
  const graph = useGraph();
  const toasts = useToasts();
  const [cleaner, setCleaner] = createSignal("");
  const [verb, setVerb] = createSignal<CheckInVerb>("DONE");
  const [reason, setReason] = createSignal("");
  const [crew] = createResource(
    () => props.task?.id,
    async (task) => {
      const { data, problems } = await graph.ask(crewQuery, { task });
      if (problems.length > 0) toasts.explain(problems);
      return data?.cleaningTask?.crew.cleaners ?? [];
    },
  );
  const verbs = (): readonly CheckInVerb[] =>
    props.task?.state === "CANNOT" ? checkInVerbs.filter((one) => one !== "CANNOT") : checkInVerbs;
  createEffect(
    on(
      () => props.task?.id,
      () => {
        setCleaner(props.task?.cleaner?.id ?? "");
        setVerb("DONE");
      },
    ),
  );

  const submit = async (): Promise<readonly Problem[]> => {
    const { onChanged } = props;
    const { problems } = await graph.change(proxyCheckInMutation, {
      input: {
        task: props.task?.id ?? "",
        cleaner: cleaner(),
        verb: verb(),
        ...(verb() === "CANNOT" && { note: reason().trim() }),
      },
    });
    if (problems.length === 0) {
      toasts.tell(t("tasks.sent.PROXY"));
      setReason("");
    }
    await onChanged();
    return problems;
  };

  return (
    <FormDialog
      open={props.task !== undefined}
      title={t("tasks.proxyTitle")}
      hint={t("tasks.proxyHint", { title: props.task?.title ?? "" })}
      action={t("tasks.send")}
      disabled={!cleaner() || (verb() === "CANNOT" && reason().trim().length < 2)}
      testid="proxy-dialog"
      onSubmit={submit}
      onClose={props.onClose}
    >
      <fieldset class="field">
        <legend>{t("tasks.forWhom")}</legend>
        <Show when={!crew.loading} fallback={<Skeleton lines={2} />}>
          <div class="choices">
            <For each={crew()}>
              {({ id, name }) => (
                <button
                  type="button"
                  class="choice"
                  aria-pressed={cleaner() === id}
                  data-testid={`proxy-for-${id}`}
                  onClick={() => setCleaner(id)}
                >
                  {name}
                </button>
              )}
            </For>
          </div>
        </Show>
      </fieldset>
      <fieldset class="field">
        <legend>{t("tasks.what")}</legend>
        <div class="choices">
          <For each={verbs()}>
            {(one) => (
              <button
                type="button"
                class="choice"
                aria-pressed={verb() === one}
                data-testid={`proxy-${one}`}
                onClick={() => setVerb(one)}
              >
                {t(`tasks.${one}`)}
              </button>
            )}
          </For>
        </div>
      </fieldset>
      <Show when={verb() === "CANNOT"}>
        <ReasonField value={reason()} onInput={setReason} />
      </Show>
    </FormDialog>
  );
}
