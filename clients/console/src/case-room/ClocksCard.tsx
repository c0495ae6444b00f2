import { type ClockFacts, ClockTile } from "@hutong/client-kit";
import { createMemo, For } from "solid-js";

import { useText } from "../text/useText.js";
import type { CardProps } from "./CaseRoom.jsx";

/** Every promise that is counted on this case, whoever made it: the running ones first. */
export function ClocksCard(props: CardProps) {
  const { t } = useText();
  const clocks = createMemo(() => {
    const all: readonly ClockFacts[] = [
      ...props.facts.clocks,
      ...(props.facts.workOrders?.at(-1)?.clocks ?? []),
      ...(props.facts.cleaningTasks?.at(-1)?.clocks ?? []),
      ...(props.facts.helpRequests?.at(-1)?.clocks ?? []),
    ];
    const running = ({ stoppedAt }: ClockFacts): number => (stoppedAt ? 1 : 0);
    return [...all].sort((a, b) => running(a) - running(b));
  });
  return (
    <section class="clocks" aria-label={t("room.clocks")} data-testid="clocks">
      <ul>
        <For each={clocks()} fallback={<li class="clock-tile muted">{t("room.noClocks")}</li>}>
          {(clock) => <ClockTile clock={clock} />}
        </For>
      </ul>
    </section>
  );
}
