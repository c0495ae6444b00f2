import {
  type ComplaintStep,
  FormDialog,
  type Problem,
  useGraph,
  useToasts,
} from "@hutong/client-kit";
import { createSignal, For, Match, Switch } from "solid-js";

import { useText } from "../../text/useText.js";
import type { CaseRoomFacts } from "../case-room.graphql.js";
import { complaintIdQuery, type StepInput, stepMutations } from "./steps.graphql.js";

export interface StepDialogProps {
  readonly facts: CaseRoomFacts;
  readonly step: ComplaintStep;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onChanged: () => Promise<void>;
}

/** Steps that the graph refuses without a reason. */
const reasoned: readonly ComplaintStep[] = [
  "REJECT",
  "MARK_OUT_OF_SCOPE",
  "RETURN",
  "REQUEST_SUSPENSION",
  "REFUSE_SUSPENSION",
  "REOPEN",
];
const shortestReason = 2;

/** Takes one step: with a note where one is welcome, a reason where one is due. */
export function StepDialog(props: StepDialogProps) {
  const { t, term } = useText();
  const graph = useGraph();
  const toasts = useToasts();
  const [text, setText] = createSignal("");
  const [into, setInto] = createSignal("");
  const [satisfied, setSatisfied] = createSignal<boolean | null>(true);
  const needsReason = (): boolean => reasoned.includes(props.step);
  const incomplete = (): boolean =>
    props.step === "MERGE"
      ? into().trim() === ""
      : needsReason() && text().trim().length < shortestReason;

  const gather = async (): Promise<StepInput | undefined> => {
    const complaint = props.facts.id;
    const note = text().trim();
    if (props.step === "MERGE") {
      const { data } = await graph.ask(complaintIdQuery, { number: into().trim().toUpperCase() });
      return data?.complaint ? { complaint, into: data.complaint.id } : undefined;
    }
    if (needsReason()) return { complaint, reason: note };
    return {
      complaint,
      note: note || null,
      ...(props.step === "CALL_BACK" && { satisfied: satisfied() }),
    };
  };

  const submit = async (): Promise<readonly Problem[]> => {
    const { step, onChanged } = props;
    const input = await gather();
    if (!input) return [{ code: "NOT_FOUND", path: "", fields: [] }];
    const { problems } = await graph.change(stepMutations[step], { input });
    if (problems.length === 0) {
      toasts.tell(t("room.done", { step: term("step", step) }));
      setText("");
    }
    await onChanged();
    return problems;
  };

  return (
    <FormDialog
      open={props.open}
      title={term("step", props.step)}
      hint={`${props.facts.number} ${props.facts.title}`}
      action={term("step", props.step)}
      danger={props.step === "REJECT"}
      disabled={incomplete()}
      testid={`step-dialog-${props.step}`}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <Switch
        fallback={
          <label class="field">
            <span>{needsReason() ? t("room.reason") : t("room.note")}</span>
            <textarea
              class="textarea"
              rows="3"
              maxlength={500}
              autofocus
              placeholder={needsReason() ? t("room.reasonHold") : t("room.noteHold")}
              value={text()}
              data-testid="step-note"
              onInput={({ currentTarget }) => setText(currentTarget.value)}
            />
          </label>
        }
      >
        <Match when={props.step === "MERGE"}>
          <label class="field">
            <span>{t("room.into")}</span>
            <input
              type="text"
              class="input"
              autofocus
              placeholder={t("room.intoHold")}
              value={into()}
              onInput={({ currentTarget }) => setInto(currentTarget.value)}
            />
          </label>
        </Match>
      </Switch>
      <Switch>
        <Match when={props.step === "CALL_BACK"}>
          <fieldset class="field">
            <legend>{t("room.satisfiedQ")}</legend>
            <div class="choices">
              <For each={[true, false, null]}>
                {(answer) => (
                  <button
                    type="button"
                    class="choice"
                    aria-pressed={satisfied() === answer}
                    onClick={() => setSatisfied(answer)}
                  >
                    {answer === null
                      ? t("room.nobody")
                      : t(answer ? "room.satisfied" : "room.unsatisfied")}
                  </button>
                )}
              </For>
            </div>
          </fieldset>
        </Match>
      </Switch>
    </FormDialog>
  );
}
