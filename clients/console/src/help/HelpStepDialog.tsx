import { FormDialog, type Problem, useGraph, useToasts } from "@hutong/client-kit";
import { createSignal, Show } from "solid-js";

import { useText } from "../text/useText.js";
import { helpStepMutations, type PlainHelpStep } from "./help-request.graphql.js";
import type { OfferDialogProps } from "./OfferDialog.jsx";

const withText: readonly PlainHelpStep[] = ["ADVISE", "WITHDRAW"];

/** A step of a request: a confirmation, or a text. */
export function HelpStepDialog(props: OfferDialogProps & { readonly step: PlainHelpStep }) {
  const { t, term } = useText();
  const graph = useGraph();
  const toasts = useToasts();
  const [text, setText] = createSignal("");
  const needsText = (): boolean => withText.includes(props.step);
  const hint = (): string =>
    ({
      ARRIVE: t("help.confirmArrive"),
      CONFIRM: t("help.confirmConfirm"),
      CLOSE: t("help.confirmClose"),
      MARK_NO_OFFER: t("help.confirmNoOffer"),
      ADVISE: props.facts.summary,
      WITHDRAW: props.facts.summary,
    })[props.step];

  const submit = async (): Promise<readonly Problem[]> => {
    const { step, onChanged } = props;
    const { problems } = await graph.change(helpStepMutations[step], {
      helpRequest: props.facts.id,
      ...(needsText() && { text: text().trim() }),
    });
    if (problems.length === 0) {
      toasts.tell(t("help.done", { step: term("helpStep", step) }));
      setText("");
    }
    await onChanged();
    return problems;
  };

  return (
    <FormDialog
      open={props.open}
      title={term("helpStep", props.step)}
      hint={hint()}
      action={term("helpStep", props.step)}
      danger={props.step === "WITHDRAW"}
      disabled={needsText() && text().trim().length < 2}
      testid={`help-step-dialog-${props.step}`}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <Show when={needsText()}>
        <label class="field">
          <span>{props.step === "ADVISE" ? t("help.advice") : t("help.withdrawReason")}</span>
          <textarea
            class="textarea"
            rows="4"
            maxlength={500}
            placeholder={props.step === "ADVISE" ? t("help.adviceHold") : undefined}
            value={text()}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        </label>
      </Show>
    </FormDialog>
  );
}
