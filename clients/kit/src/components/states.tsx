import IconInbox from "~icons/lucide/inbox";
import IconRefresh from "~icons/lucide/refresh-cw";
import IconShieldAlert from "~icons/lucide/shield-alert";
import { For, type JSX, Show } from "solid-js";

import type { Problem } from "../graph/problem.js";
import { explain } from "../i18n/explain.js";
import { useI18n } from "../i18n/i18n.jsx";

/** Lines where text will be. */
export function Skeleton(props: { readonly lines?: number; readonly class?: string }) {
  return (
    <div class={`skeleton-lines ${props.class ?? ""}`} aria-hidden="true">
      <For each={Array.from({ length: props.lines ?? 3 })}>{() => <span class="skeleton" />}</For>
    </div>
  );
}

/** Nothing is there, and that is in order. */
export function Empty(props: { readonly children: JSX.Element; readonly action?: JSX.Element }) {
  return (
    <div class="empty-state">
      <IconInbox aria-hidden="true" />
      <p>{props.children}</p>
      {props.action}
    </div>
  );
}

/** Asking again would change nothing. */
const lasting: readonly string[] = ["FORBIDDEN", "NOT_FOUND", "INVALID_ID"];

/** A whole screen could not be loaded. */
export function Failed(props: {
  readonly problem: Problem;
  readonly onRetry?: () => void;
  readonly children?: JSX.Element;
}) {
  const i18n = useI18n();
  return (
    <div class="empty-state" role="alert" data-testid="failed" data-code={props.problem.code}>
      <IconShieldAlert aria-hidden="true" />
      <p>{explain(props.problem, i18n)}</p>
      {props.children}
      <Show when={!lasting.includes(props.problem.code) && props.onRetry}>
        {(retry) => (
          <button type="button" class="btn btn-sm" onClick={() => retry()()}>
            <IconRefresh aria-hidden="true" />
            {i18n.t("kit.retry")}
          </button>
        )}
      </Show>
    </div>
  );
}

/** Until a whole screen has its first answer: lines where text will be, or why there is none. */
export function Waiting(props: {
  readonly problem: Problem | undefined;
  readonly onRetry: () => void;
  readonly lines: number;
}) {
  return (
    <Show
      when={props.problem}
      fallback={
        <div class="panel p-4" aria-busy="true">
          <Skeleton lines={props.lines} />
        </div>
      }
    >
      {(problem) => <Failed problem={problem()} onRetry={() => props.onRetry()} />}
    </Show>
  );
}
