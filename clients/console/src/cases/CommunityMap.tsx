import { createNow, readClock } from "@hutong/client-kit";
import { createMemo, For, Show } from "solid-js";

import { useText } from "../text/useText.js";
import type { CaseRowFacts, MapCommunity } from "./cases.graphql.js";
import { cellOf, frameOf } from "./cells.js";

export interface CommunityMapProps {
  readonly communities: readonly MapCommunity[];
  readonly rows: readonly CaseRowFacts[];
  readonly chosen: string;
  readonly onChoose: (community: string) => void;
}

/** With more than these, names run into each other; then only those with cases are written. */
const mostNames = 12;

/** The communities as a small map: how many cases of the list lie where, and which are overdue; one tap filters. */
export function CommunityMap(props: CommunityMapProps) {
  const { t } = useText();
  const now = createNow();
  const frame = createMemo(() => frameOf(props.communities));
  const cells = createMemo(() =>
    props.communities.map((community) => ({
      community,
      points: cellOf(
        community,
        props.communities.filter(({ id }) => id !== community.id),
      )
        .map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`)
        .join(" "),
    })),
  );
  const counts = createMemo(() => {
    const found = new Map<string, { all: number; overdue: number }>();
    for (const { community, clocks } of props.rows) {
      const count = found.get(community.id) ?? { all: 0, overdue: 0 };
      count.all++;
      if (clocks.some((clock) => !clock.stoppedAt && readClock(clock, now()) === "BREACHED"))
        count.overdue++;
      found.set(community.id, count);
    }
    return found;
  });

  return (
    <aside class="panel map" aria-label={t("cases.map")}>
      <div class="map-head">
        <h2>{t("cases.map")}</h2>
        <Show when={props.chosen} fallback={<span class="muted">{t("cases.mapHint")}</span>}>
          <button type="button" class="link-button" onClick={() => props.onChoose("")}>
            {t("cases.clearCommunity")}
          </button>
        </Show>
      </div>
      <svg
        viewBox={`${frame().x} ${frame().y} ${frame().width} ${frame().height}`}
        role="group"
        data-testid="community-map"
      >
        <For each={cells()}>
          {({ community, points }) => {
            const count = (): { all: number; overdue: number } =>
              counts().get(community.id) ?? { all: 0, overdue: 0 };
            const label = (): string =>
              t("cases.overdueHere", {
                name: community.name,
                count: count().all,
                overdue: count().overdue,
              });
            const choose = (): void =>
              props.onChoose(props.chosen === community.id ? "" : community.id);
            return (
              <g
                role="button"
                tabindex="0"
                class="map-cell"
                classList={{
                  "map-chosen": props.chosen === community.id,
                  "map-overdue": count().overdue > 0,
                  "map-some": count().all > 0,
                }}
                aria-pressed={props.chosen === community.id}
                aria-label={label()}
                onClick={choose}
                onKeyDown={(event) =>
                  (event.key === "Enter" || event.key === " ") && (event.preventDefault(), choose())
                }
              >
                <title>{label()}</title>
                <polygon points={points} />
                <Show
                  when={
                    props.communities.length <= mostNames ||
                    count().all > 0 ||
                    props.chosen === community.id
                  }
                >
                  <text
                    x={community.x}
                    y={community.y - (count().all > 0 ? 6 : -6)}
                    class="map-name"
                    style={{ "font-size": `${frame().width / 26}px` }}
                  >
                    {community.name}
                  </text>
                </Show>
                <Show when={count().all > 0}>
                  <text
                    x={community.x}
                    y={community.y + frame().width / 22}
                    class="map-count"
                    style={{ "font-size": `${frame().width / 22}px` }}
                  >
                    {count().all}
                    {count().overdue > 0 ? " !" : ""}
                  </text>
                </Show>
              </g>
            );
          }}
        </For>
      </svg>
    </aside>
  );
}
