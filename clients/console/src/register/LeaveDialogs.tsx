import { FormDialog, type Problem, useGraph, useToasts } from "@hutong/client-kit";
import { createSignal, For } from "solid-js";

import { useText } from "../text/useText.js";
import {
  type CleanerFacts,
  type CrewFacts,
  moveMutation,
  retireMutation,
  type RetirementReason,
  retirementReasons,
} from "./register.graphql.js";

interface LeaveDialogProps {
  readonly cleaner: CleanerFacts | undefined;
  readonly onChanged: () => Promise<void>;
  readonly onClose: () => void;
}

/** Puts somebody into another crew; what they had not done is the old crew's. */
export function MoveDialog(props: LeaveDialogProps & { readonly crews: readonly CrewFacts[] }) {
  const { t } = useText();
  const graph = useGraph();
  const toasts = useToasts();
  const [chosen, setChosen] = createSignal("");
  const target = (): string => (props.crews.some(({ id }) => id === chosen()) ? chosen() : "");

  const submit = async (): Promise<readonly Problem[]> => {
    const { cleaner, onChanged } = props;
    const { problems } = await graph.change(moveMutation, {
      input: { cleaner: cleaner?.id ?? "", crew: target() },
    });
    if (problems.length > 0) return problems;
    toasts.tell(t("register.moved", { name: cleaner?.name ?? "" }));
    await onChanged();
    return [];
  };

  return (
    <FormDialog
      open={props.cleaner !== undefined}
      title={t("register.actOn", { verb: t("register.move"), name: props.cleaner?.name ?? "" })}
      hint={t("register.freed")}
      action={t("register.move")}
      disabled={!target()}
      testid="move-dialog"
      onSubmit={submit}
      onClose={props.onClose}
    >
      <div class="choices">
        <For each={props.crews}>
          {({ id, name }) => (
            <button
              type="button"
              class="choice"
              aria-pressed={target() === id}
              data-testid="move-to"
              onClick={() => setChosen(id)}
            >
              {name}
            </button>
          )}
        </For>
      </div>
    </FormDialog>
  );
}

/** Writes down that somebody left, today; the register keeps them. */
export function RetireDialog(props: LeaveDialogProps) {
  const { t } = useText();
  const graph = useGraph();
  const toasts = useToasts();
  const [reason, setReason] = createSignal<RetirementReason>();

  const submit = async (): Promise<readonly Problem[]> => {
    const { cleaner, onChanged } = props;
    const given = reason();
    if (!cleaner || !given) return [];
    const { problems } = await graph.change(retireMutation, {
      input: { cleaner: cleaner.id, reason: given },
    });
    if (problems.length > 0) return problems;
    toasts.tell(t("register.retired", { name: cleaner.name }));
    setReason(undefined);
    await onChanged();
    return [];
  };

  return (
    <FormDialog
      open={props.cleaner !== undefined}
      title={t("register.actOn", { verb: t("register.retire"), name: props.cleaner?.name ?? "" })}
      hint={t("register.freed")}
      action={t("register.retire")}
      danger
      disabled={!reason()}
      testid="retire-dialog"
      onSubmit={submit}
      onClose={props.onClose}
    >
      <div class="choices">
        <For each={retirementReasons}>
          {(one) => (
            <button
              type="button"
              class="choice"
              aria-pressed={reason() === one}
              data-testid={`reason-${one}`}
              onClick={() => setReason(one)}
            >
              {t(`register.reasons.${one}`)}
            </button>
          )}
        </For>
      </div>
    </FormDialog>
  );
}
