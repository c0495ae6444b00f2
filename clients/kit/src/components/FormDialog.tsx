import { createEffect, createSignal, type JSX, Show } from "solid-js";

import type { Problem } from "../graph/problem.js";
import { explain } from "../i18n/explain.js";
import { useI18n } from "../i18n/i18n.jsx";
import { Dialog } from "./Dialog.jsx";

export interface FormDialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly hint?: string;
  readonly testid?: string;
  /** On the button that sends: a verb. */
  readonly action: string;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  /** Sends; what it answers is shown in the dialog, which closes when there is nothing to show. */
  readonly onSubmit: () => Promise<readonly Problem[]>;
  readonly onClose: () => void;
  readonly children: JSX.Element;
}

/** A dialog that sends something: busy while it is under way, whole and open when it was refused. */
export function FormDialog(props: FormDialogProps) {
  const i18n = useI18n();
  const [busy, setBusy] = createSignal(false);
  const [problems, setProblems] = createSignal<readonly Problem[]>([]);
  createEffect(() => props.open && setProblems([]));

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy() || props.disabled) return;
    setBusy(true);
    const found = await props.onSubmit();
    setBusy(false);
    setProblems(found);
    if (found.length === 0) props.onClose();
  };

  return (
    <Dialog
      open={props.open}
      title={props.title}
      hint={props.hint}
      onClose={props.onClose}
      {...(props.testid && { testid: props.testid })}
    >
      <form
        onSubmit={(event) => void submit(event)}
        onKeyDown={(event) => {
          // An input method's Enter chooses a word; it must not send.
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing)
            void submit(event);
        }}
      >
        {props.children}
        <Show when={problems()[0]}>
          {(problem) => (
            <p class="form-problem" role="alert">
              {explain(problem(), i18n)}
            </p>
          )}
        </Show>
        <footer>
          <button type="button" class="btn btn-ghost" onClick={() => props.onClose()}>
            {i18n.t("kit.cancel")}
          </button>
          <button
            type="submit"
            class="btn"
            classList={{ "btn-primary": !props.danger, "btn-error": props.danger }}
            disabled={props.disabled || busy()}
          >
            <Show when={busy()}>
              <span class="loading loading-spinner loading-xs" aria-hidden="true" />
            </Show>
            {props.action}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
