import { For, Show } from "solid-js";
import IconEye from "~icons/lucide/eye";

import { useText } from "../text/useText.js";
import type { ViewerFacts } from "./case-room.graphql.js";

/** More names than these do not fit beside the title. */
const namedViewers = 2;

/** Who else has the case open now. */
export function Viewers(props: { readonly viewers: readonly ViewerFacts[] }) {
  const { t, term, lang } = useText();
  const names = (): string =>
    t("room.viewersHint", {
      names: props.viewers
        .map(({ name, role }) => `${name} (${term("role", role)})`)
        .join(lang() === "zh" ? "、" : ", "),
    });
  return (
    <Show when={props.viewers.length > 0}>
      <div class="viewers" title={names()} data-testid="viewers">
        <IconEye aria-hidden="true" />
        <span class="sr-only">{names()}</span>
        <ul aria-hidden="true">
          <For each={props.viewers.slice(0, 4)}>
            {({ name }) => <li class="avatar avatar-sm">{name.slice(0, 1)}</li>}
          </For>
        </ul>
        <span class="viewers-text" aria-hidden="true">
          {props.viewers.length <= namedViewers
            ? props.viewers.map(({ name }) => name).join(lang() === "zh" ? "、" : ", ")
            : props.viewers.length}
        </span>
      </div>
    </Show>
  );
}
