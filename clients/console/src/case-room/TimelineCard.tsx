import { Ago } from "@hutong/client-kit";
import { createMemo, For, Show } from "solid-js";
import IconHistory from "~icons/lucide/history";

import { useText } from "../text/useText.js";
import { Card } from "./Card.jsx";
import type { CardProps } from "./CaseRoom.jsx";
import { Count } from "./WorkOrdersCard.jsx";

/** Whose kind of step it was, as a colour of the dot; the text says it all the same. */
function laneOf(kind: string): string {
  if (kind.startsWith("HELP") || kind.startsWith("EXPERT")) return "help";
  if (kind.startsWith("WORK_ORDER")) return "work";
  if (kind.startsWith("TASK")) return "cleaning";
  return kind === "DISCLOSED" ? "privacy" : "case";
}

/** What has happened, in any party; the newest first, so that what comes in is seen. */
export function TimelineCard(props: CardProps) {
  const { t, term } = useText();
  const entries = createMemo(() => [...props.facts.timeline].reverse());
  return (
    <Card
      title={t("room.timeline")}
      icon={<IconHistory aria-hidden="true" />}
      party="neighborhood"
      down={false}
      class="timeline-card"
      end={<Count of={props.facts.timeline.length} />}
    >
      <ol class="timeline" tabindex="0" aria-label={t("room.timeline")}>
        <For each={entries()}>
          {(entry) => (
            <li data-testid="timeline-entry" data-kind={entry.kind} data-lane={laneOf(entry.kind)}>
              <p class="timeline-what">
                <strong>{term("timeline", entry.kind)}</strong>
                <Ago at={entry.at} class="muted" />
              </p>
              <p class="muted">
                {entry.by}
                <Show when={entry.organisation}>{(organisation) => <> · {organisation()}</>}</Show>
              </p>
              <Show when={entry.note}>{(note) => <p class="timeline-note">{note()}</p>}</Show>
            </li>
          )}
        </For>
      </ol>
    </Card>
  );
}
