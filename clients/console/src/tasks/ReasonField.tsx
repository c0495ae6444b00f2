import { For } from "solid-js";

import { useText } from "../text/useText.js";

/** As in the SMS grammar: tools missing, locked out, ill. */
const reasons = ["TOOLS", "LOCKED", "ILL"] as const;

/** Why a task cannot be done: one tap on a frequent reason, or words of one's own. */
export function ReasonField(props: {
  readonly value: string;
  readonly onInput: (reason: string) => void;
}) {
  const { t } = useText();
  return (
    <fieldset class="field">
      <legend>{t("tasks.reason")}</legend>
      <div class="choices">
        <For each={reasons}>
          {(reason) => (
            <button
              type="button"
              class="choice"
              aria-pressed={props.value === t(`tasks.reasons.${reason}`)}
              data-testid={`reason-${reason}`}
              onClick={() => props.onInput(t(`tasks.reasons.${reason}`))}
            >
              {t(`tasks.reasons.${reason}`)}
            </button>
          )}
        </For>
      </div>
      <input
        class="input"
        maxlength={200}
        aria-label={t("tasks.reason")}
        placeholder={t("tasks.reasonHold")}
        value={props.value}
        data-testid="reason"
        onInput={({ currentTarget }) => props.onInput(currentTarget.value)}
      />
    </fieldset>
  );
}
