import IconX from "~icons/lucide/x";
import { createEffect, createUniqueId, type JSX, onCleanup, Show } from "solid-js";

import { useI18n } from "../i18n/i18n.jsx";

export interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly hint?: string | undefined;
  readonly testid?: string;
  readonly onClose: () => void;
  readonly children: JSX.Element;
}

/**
 * A modal dialog: the browser's own, which keeps the focus inside, makes the rest inert, closes on
 * Escape and gives the focus back. Its content is there while it is open only: what was written must
 * be kept by its owner, so that it survives a look at the page behind.
 */
export function Dialog(props: DialogProps) {
  const { t } = useI18n();
  const titleId = createUniqueId();
  const hintId = createUniqueId();
  let dialog!: HTMLDialogElement;

  createEffect(() => {
    if (props.open && !dialog.open) dialog.showModal();
    if (!props.open && dialog.open) dialog.close();
  });
  onCleanup(() => dialog.close());

  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={titleId}
      aria-describedby={props.hint ? hintId : undefined}
      data-testid={props.testid}
      onClose={() => props.onClose()}
      onClick={({ target }) => target === dialog && props.onClose()}
    >
      <div class="dialog-body">
        <header>
          <h2 id={titleId}>{props.title}</h2>
          <button
            type="button"
            class="icon-button"
            aria-label={t("kit.close")}
            onClick={() => props.onClose()}
          >
            <IconX aria-hidden="true" />
          </button>
        </header>
        <Show when={props.hint}>
          <p class="dialog-hint" id={hintId}>
            {props.hint}
          </p>
        </Show>
        <Show when={props.open}>{props.children}</Show>
      </div>
    </dialog>
  );
}
