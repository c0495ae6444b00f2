import IconUndo from "~icons/lucide/undo-2";
import { createSignal, onCleanup, Show } from "solid-js";

import { useI18n } from "../i18n/i18n.jsx";
import { undoMs, useUndo } from "../undo/undo.jsx";

/** Counts down what is about to be sent, and takes it back at one tap. */
export function UndoBar() {
  const { t } = useI18n();
  const undo = useUndo();
  return (
    <Show when={undo.pending()} keyed>
      {({ label, at }) => (
        <div class="undo-bar" role="group" aria-label={label}>
          <span
            class="undo-progress"
            style={{ "animation-duration": `${undoMs}ms` }}
            aria-hidden="true"
          />
          <p>
            {label}
            <Seconds until={at} />
          </p>
          <button
            type="button"
            class="btn btn-sm undo-button"
            data-testid="undo"
            onClick={() => undo.undo()}
          >
            <IconUndo aria-hidden="true" />
            {t("kit.undo")}
          </button>
        </div>
      )}
    </Show>
  );
}

function Seconds(props: { readonly until: number }) {
  const { t } = useI18n();
  const left = (): number => Math.max(0, Math.ceil((props.until - Date.now()) / 1_000));
  const [seconds, setSeconds] = createSignal(left());
  // Not the page's ticker: five seconds counted on its beat could show four or six.
  const timer = setInterval(() => setSeconds(left()), 200);
  onCleanup(() => clearInterval(timer));
  return (
    <span class="undo-seconds" aria-hidden="true">
      {t("kit.undoIn", { seconds: seconds() })}
    </span>
  );
}
