import type { ComplaintStep } from "@hutong/client-kit";
import { createMemo, createSignal, For, Show } from "solid-js";
import IconEllipsis from "~icons/lucide/ellipsis";

import { useText } from "../../text/useText.js";
import type { CardProps } from "../CaseRoom.jsx";
import { StepDialog } from "./StepDialog.jsx";

/** The way forward, in order; all other steps stand behind the dots. */
const forward: readonly ComplaintStep[] = [
  "FILE",
  "DISPATCH",
  "RESPOND",
  "START",
  "RESUME",
  "RESOLVE",
  "VERIFY",
  "CALL_BACK",
  "CLOSE",
];

/** What the reader may do with the case now, as the graph says: the next step first. */
export function StepBar(props: CardProps) {
  const { t, term } = useText();
  const [step, setStep] = createSignal<ComplaintStep>();
  const next = createMemo(() => forward.filter((one) => props.facts.steps.includes(one)));
  const others = createMemo(() =>
    props.facts.steps.filter((one) => !next().slice(0, 2).includes(one)),
  );

  return (
    <div class="step-bar" role="group" aria-label={t("room.actions")}>
      <Show when={props.facts.steps.length === 0}>
        <span class="muted">{t("room.noActions")}</span>
      </Show>
      <Show when={others().length > 0}>
        <Menu steps={others()} onChoose={setStep} />
      </Show>
      <For each={next().slice(0, 2).reverse()}>
        {(one) => (
          <button
            type="button"
            class="btn btn-sm"
            classList={{ "btn-primary": one === next()[0] }}
            data-testid={`step-${one}`}
            onClick={() => setStep(one)}
          >
            {term("step", one)}
          </button>
        )}
      </For>
      <For each={props.facts.steps}>
        {(one) => (
          <StepDialog
            facts={props.facts}
            step={one}
            open={step() === one}
            onClose={() => setStep()}
            onChanged={props.onChanged}
          />
        )}
      </For>
    </div>
  );
}

function Menu(props: {
  readonly steps: readonly ComplaintStep[];
  readonly onChoose: (step: ComplaintStep) => void;
}) {
  const { t, term } = useText();
  let details!: HTMLDetailsElement;
  const close = (): void => void (details.open = false);
  return (
    <details
      ref={details}
      class="menu-button"
      onKeyDown={({ key }) => key === "Escape" && close()}
      onFocusOut={({ relatedTarget }) =>
        relatedTarget instanceof Node && !details.contains(relatedTarget) && close()
      }
    >
      <summary class="btn btn-sm" aria-label={t("room.moreLabel")} data-testid="more-steps">
        <IconEllipsis aria-hidden="true" />
        <span class="more-text">{t("room.more")}</span>
      </summary>
      <div class="menu-list">
        <For each={props.steps}>
          {(step) => (
            <button
              type="button"
              class="menu-item"
              data-testid={`step-${step}`}
              onClick={() => (close(), props.onChoose(step))}
            >
              {term("step", step)}
            </button>
          )}
        </For>
      </div>
    </details>
  );
}
