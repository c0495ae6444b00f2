import { Ago, Photos } from "@hutong/client-kit";
import { type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import IconCamera from "~icons/lucide/camera";
import IconMessage from "~icons/lucide/message-square-text";
import IconPen from "~icons/lucide/user-pen";

import { useText } from "../text/useText.js";
import type { CheckInFacts } from "./cleaning-task.graphql.js";

const methodIcons: Readonly<Record<string, (props: { class?: string }) => JSX.Element>> = {
  PHOTO: IconCamera,
  SMS: IconMessage,
  PROXY: IconPen,
};

/** What was reported, and how it came: a proxy's name stands with it. */
export function CheckInLine(props: { readonly checkIn: CheckInFacts }) {
  const { t, term } = useText();
  return (
    <li
      data-testid="check-in"
      data-method={props.checkIn.method}
      data-undone={props.checkIn.undoneAt !== null}
    >
      <Dynamic component={methodIcons[props.checkIn.method] ?? IconCamera} aria-hidden="true" />
      <span>
        {props.checkIn.by.name} {term("checkInVerb", props.checkIn.verb)}
        <span class="muted">
          {" "}
          ·{" "}
          {props.checkIn.proxyName
            ? t("room.proxyBy", { name: props.checkIn.proxyName })
            : term("checkInMethod", props.checkIn.method)}{" "}
          · <Ago at={props.checkIn.at} />
        </span>
        <Show when={props.checkIn.undoneAt}>
          {(at) => (
            <span class="muted block">
              {t("room.undone")} <Ago at={at()} />
            </span>
          )}
        </Show>
        <Show when={props.checkIn.note}>{(note) => <span class="block">{note()}</span>}</Show>
      </span>
      <Photos photos={props.checkIn.photos} />
    </li>
  );
}
