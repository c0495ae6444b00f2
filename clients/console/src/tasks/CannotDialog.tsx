import { FormDialog, type Problem, useGraph, useToasts } from "@hutong/client-kit";
import { createSignal } from "solid-js";

import { useText } from "../text/useText.js";
import { ReasonField } from "./ReasonField.jsx";
import { checkInMutation, type TaskFacts } from "./tasks.graphql.js";

export interface TaskDialogProps {
  /** Open while there is one. */
  readonly task: TaskFacts | undefined;
  readonly onChanged: () => Promise<void>;
  readonly onClose: () => void;
}

/** That a task cannot be done, with the reason. */
export function CannotDialog(props: TaskDialogProps) {
  const { t } = useText();
  const graph = useGraph();
  const toasts = useToasts();
  const [reason, setReason] = createSignal("");

  const submit = async (): Promise<readonly Problem[]> => {
    const { onChanged } = props;
    const { problems } = await graph.change(checkInMutation, {
      input: { task: props.task?.id ?? "", verb: "CANNOT", note: reason().trim() },
    });
    if (problems.length === 0) {
      toasts.tell(t("tasks.sent.CANNOT"));
      setReason("");
    }
    await onChanged();
    return problems;
  };

  return (
    <FormDialog
      open={props.task !== undefined}
      title={t("tasks.CANNOT")}
      hint={props.task?.title ?? ""}
      action={t("tasks.send")}
      disabled={reason().trim().length < 2}
      testid="cannot-dialog"
      onSubmit={submit}
      onClose={props.onClose}
    >
      <ReasonField value={reason()} onInput={setReason} />
    </FormDialog>
  );
}
