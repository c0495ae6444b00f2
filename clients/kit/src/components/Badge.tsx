import IconAlert from "~icons/lucide/triangle-alert";
import IconArchive from "~icons/lucide/archive";
import IconCheck from "~icons/lucide/circle-check";
import IconDot from "~icons/lucide/circle-dashed";
import IconFlame from "~icons/lucide/flame";
import IconLoader from "~icons/lucide/circle-dot";
import type { JSX } from "solid-js";
import { Dynamic } from "solid-js/web";

import type { Tone } from "./tone.js";

const icons: Readonly<Record<Tone, (props: { class?: string }) => JSX.Element>> = {
  overdue: IconFlame,
  warning: IconAlert,
  progress: IconLoader,
  verified: IconCheck,
  closed: IconArchive,
  plain: IconDot,
};

/** A state as icon and text: colour alone says nothing. */
export function Badge(props: {
  readonly tone: Tone;
  readonly children: JSX.Element;
  readonly testid?: string;
}) {
  return (
    <span class={`chip tone-${props.tone}`} data-testid={props.testid}>
      <Dynamic component={icons[props.tone]} aria-hidden="true" />
      {props.children}
    </span>
  );
}
