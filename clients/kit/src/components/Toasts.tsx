import IconCheck from "~icons/lucide/circle-check";
import IconAlert from "~icons/lucide/triangle-alert";
import IconX from "~icons/lucide/x";
import { createContext, createSignal, For, type ParentProps, Show, useContext } from "solid-js";

import type { Problem } from "../graph/problem.js";
import { explain } from "../i18n/explain.js";
import { useI18n } from "../i18n/i18n.jsx";

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly kind: "done" | "problem";
}

export interface Toasts {
  /** Says that something was done. */
  tell(text: string): void;
  /** Says what went wrong and what to do; stays until it is dismissed or replaced. */
  explain(problems: readonly Problem[]): void;
}

const ToastsContext = createContext<Toasts>();
const doneMs = 4_000;
const problemMs = 12_000;

/** One polite live region for the whole page: whatever is told is shown and read out once. */
export function ToastsProvider(props: ParentProps) {
  const i18n = useI18n();
  const [toasts, setToasts] = createSignal<readonly Toast[]>([]);
  let count = 0;

  const drop = (id: number): void =>
    void setToasts((now) => now.filter((toast) => toast.id !== id));
  const add = (text: string, kind: Toast["kind"]): void => {
    const id = ++count;
    setToasts((now) => [
      ...now.filter((toast) => toast.text !== text).slice(-2),
      { id, text, kind },
    ]);
    setTimeout(() => drop(id), kind === "done" ? doneMs : problemMs);
  };
  const toasts_: Toasts = {
    tell: (text) => add(text, "done"),
    explain: (problems) =>
      new Set(problems.map((problem) => explain(problem, i18n))).forEach((text) =>
        add(text, "problem"),
      ),
  };

  return (
    <ToastsContext.Provider value={toasts_}>
      {props.children}
      <div class="toasts" role="status" aria-live="polite" data-testid="toasts">
        <For each={toasts()}>
          {(toast) => (
            <div
              class="toast-card"
              classList={{ "toast-problem": toast.kind === "problem" }}
              data-testid={`toast-${toast.kind}`}
            >
              <Show
                when={toast.kind === "done"}
                fallback={<IconAlert class="text-warning-ink" aria-hidden="true" />}
              >
                <IconCheck class="text-verified-ink" aria-hidden="true" />
              </Show>
              <p>{toast.text}</p>
              <button
                type="button"
                class="icon-button"
                aria-label={i18n.t("kit.dismiss")}
                onClick={() => drop(toast.id)}
              >
                <IconX aria-hidden="true" />
              </button>
            </div>
          )}
        </For>
      </div>
    </ToastsContext.Provider>
  );
}

export function useToasts(): Toasts {
  const toasts = useContext(ToastsContext);
  if (!toasts) throw new Error("useToasts needs a ToastsProvider around it");
  return toasts;
}
