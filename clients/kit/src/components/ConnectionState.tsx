import IconCloudOff from "~icons/lucide/cloud-off";
import IconRefresh from "~icons/lucide/refresh-cw";
import { Match, Switch } from "solid-js";

import { useGraph } from "../graph/graph.jsx";
import { useI18n } from "../i18n/i18n.jsx";

/** Whether the page is live, catching up, or offline. */
export function ConnectionState() {
  const { live } = useGraph();
  const { term } = useI18n();
  const tone = (): string =>
    ({ live: "verified", offline: "overdue", connecting: "closed", "catching-up": "warning" })[
      live.state()
    ];
  return (
    <span
      class={`connection tone-${tone()}`}
      title={term("connectionHint", live.state())}
      data-testid="connection-state"
      data-state={live.state()}
    >
      <Switch fallback={<IconRefresh class="spin" aria-hidden="true" />}>
        <Match when={live.state() === "live"}>
          <span class="pulse" aria-hidden="true" />
        </Match>
        <Match when={live.state() === "offline"}>
          <IconCloudOff aria-hidden="true" />
        </Match>
      </Switch>
      {term("connection", live.state())}
    </span>
  );
}
