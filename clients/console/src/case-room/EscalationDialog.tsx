import { FormDialog, type Problem, useGraph, useToasts } from "@hutong/client-kit";
import { createSignal, Show } from "solid-js";

import { useText } from "../text/useText.js";
import { answerEscalation, escalateComplaint, verifyEscalation } from "./escalation.graphql.js";

/** What somebody is about to do on the ladder. */
export type EscalationDeed =
  | { readonly kind: "ESCALATE"; readonly complaint: string }
  | { readonly kind: "ANSWER" | "VERIFY"; readonly escalation: string };

export interface EscalationDialogProps {
  readonly deed: EscalationDeed | undefined;
  readonly hint: string;
  readonly onClose: () => void;
  readonly onChanged: () => Promise<void>;
}

const hour = 3_600_000;
const shortest = 2;

/** Takes a case up, answers for a level, or confirms its solution. */
export function EscalationDialog(props: EscalationDialogProps) {
  const { t } = useText();
  const graph = useGraph();
  const toasts = useToasts();
  const [text, setText] = createSignal("");
  const [hours, setHours] = createSignal(24);
  const action = (): string => {
    if (props.deed?.kind === "ANSWER") return t("escalation.answer");
    return t(props.deed?.kind === "VERIFY" ? "escalation.verify" : "escalation.escalate");
  };

  const send = (deed: EscalationDeed): Promise<{ problems: readonly Problem[] }> => {
    const words = text().trim();
    if (deed.kind === "ESCALATE")
      return graph.change(escalateComplaint, {
        input: { complaint: deed.complaint, reason: words },
      });
    const { escalation } = deed;
    if (deed.kind === "VERIFY")
      return graph.change(verifyEscalation, { input: { escalation, verification: words } });
    const promisedAt = new Date(Date.now() + hours() * hour).toISOString();
    return graph.change(answerEscalation, { input: { escalation, answer: words, promisedAt } });
  };

  const submit = async (): Promise<readonly Problem[]> => {
    const { deed, onChanged } = props;
    if (!deed) return [];
    const done = action();
    const { problems } = await send(deed);
    if (problems.length === 0) {
      toasts.tell(t("room.done", { step: done }));
      setText("");
    }
    await onChanged();
    return problems;
  };

  return (
    <FormDialog
      open={props.deed !== undefined}
      title={action()}
      hint={props.hint}
      action={action()}
      disabled={text().trim().length < shortest}
      testid="escalation-dialog"
      onSubmit={submit}
      onClose={props.onClose}
    >
      <label class="field">
        <span>{props.deed?.kind === "ESCALATE" ? t("room.reason") : t("room.note")}</span>
        <textarea
          class="textarea"
          rows="3"
          maxlength={500}
          autofocus
          value={text()}
          data-testid="escalation-text"
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
      <Show when={props.deed?.kind === "ANSWER"}>
        <label class="field">
          <span>{t("escalation.within")}</span>
          <input
            type="number"
            class="input"
            min="1"
            max="720"
            value={hours()}
            onInput={({ currentTarget }) => setHours(currentTarget.valueAsNumber || 1)}
          />
        </label>
      </Show>
    </FormDialog>
  );
}
