import { formatDate } from "@hutong/client-kit";
import { Show } from "solid-js";

import { useText } from "../text/useText.js";
import type { CleanerFacts } from "./register.graphql.js";

/** Somebody of a crew, and what can be done: who leads it stays until another one does. */
export function CleanerRow(props: {
  readonly cleaner: CleanerFacts;
  readonly leads: boolean;
  readonly canKeep: boolean;
  readonly canMove: boolean;
  readonly onMove: () => void;
  readonly onRetire: () => void;
}) {
  const { t, lang } = useText();
  const mayGo = (): boolean => props.canKeep && !props.leads && props.cleaner.retiredOn === null;
  const named = (verb: string): string => t("register.actOn", { verb, name: props.cleaner.name });
  return (
    <li class="cleaner-row" data-testid="cleaner" data-name={props.cleaner.name}>
      <span>
        <strong>{props.cleaner.name}</strong>{" "}
        <Show when={props.leads}>
          <span class="tag">{t("register.leader")}</span>
        </Show>
        <span class="block muted tabular-nums">{props.cleaner.phone}</span>
      </span>
      <span class="muted">{t(`register.phones.${props.cleaner.phoneKind}`)}</span>
      <span class="muted">
        {t(props.cleaner.trained ? "register.trained" : "register.untrained")} ·{" "}
        {t(props.cleaner.identityVerified ? "register.verified" : "register.unverified")}
      </span>
      <span class="muted tabular-nums">
        <Show
          when={props.cleaner.retiredOn}
          fallback={
            props.cleaner.registeredOn
              ? t("register.since", { date: formatDate(props.cleaner.registeredOn, lang()) })
              : t("register.before")
          }
        >
          {(on) => t("register.left", { date: formatDate(on(), lang()) })}
        </Show>
      </span>
      <span class="cleaner-actions">
        <Show when={mayGo()}>
          <Show when={props.canMove}>
            <button
              type="button"
              class="btn btn-sm"
              aria-label={named(t("register.move"))}
              data-testid="move"
              onClick={() => props.onMove()}
            >
              {t("register.move")}
            </button>
          </Show>
          <button
            type="button"
            class="btn btn-sm"
            aria-label={named(t("register.retire"))}
            data-testid="retire"
            onClick={() => props.onRetire()}
          >
            {t("register.retire")}
          </button>
        </Show>
      </span>
    </li>
  );
}
