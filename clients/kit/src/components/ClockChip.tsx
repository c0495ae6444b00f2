import IconAlarm from "~icons/lucide/alarm-clock";
import IconCheck from "~icons/lucide/check";
import IconFlame from "~icons/lucide/flame";
import IconPause from "~icons/lucide/pause";
import IconTimer from "~icons/lucide/timer";
import { createMemo, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";

import { useI18n } from "../i18n/i18n.jsx";
import { type ClockFacts, clockTones, elapsedShare, readClock } from "../time/clock.js";
import { formatAbsolute, formatMinutes, formatSpan } from "../time/format.js";
import { createNow } from "../time/ticker.js";
import type { ClockState } from "../vocabulary.js";

const icons: Readonly<Record<ClockState, (props: { class?: string }) => JSX.Element>> = {
  RUNNING: IconTimer,
  WARNING: IconAlarm,
  BREACHED: IconFlame,
  MET: IconCheck,
  PAUSED: IconPause,
};

export interface ClockProps {
  readonly clock: ClockFacts;
}

/** State and text of a clock, counted on the page's ticker: `剩 01:20`, `超时 00:15`, `按时`. */
export function createReading(clock: () => ClockFacts, withSeconds = false) {
  const now = createNow();
  const { t, lang } = useI18n();
  const state = createMemo(() => readClock(clock(), now()));
  const text = createMemo(() => {
    const { dueAt, stoppedAt } = clock();
    const order = (word: string, span: string): string =>
      lang() === "zh" ? `${word} ${span}` : `${span} ${word}`;
    if (stoppedAt) return t(state() === "MET" ? "clockWord.met" : "clockWord.late");
    if (state() === "PAUSED") return t("clockWord.paused");
    const left = Date.parse(dueAt) - now();
    return left >= 0
      ? order(t("clockWord.left"), formatSpan(left, lang(), withSeconds))
      : order(t("clockWord.over"), formatSpan(-left, lang(), withSeconds));
  });
  const share = createMemo(() => elapsedShare(clock(), now()));
  return { state, text, share };
}

/** Whose promise, and how long: the time granted differs by day and by contract. */
function createRule(clock: () => ClockFacts) {
  const { term, lang } = useI18n();
  return createMemo(() => {
    const { kind, startedAt, dueAt } = clock();
    const minutes = Math.round((Date.parse(dueAt) - Date.parse(startedAt)) / 60_000);
    return `${term("clockRule", kind)} ${formatMinutes(minutes, lang())}`;
  });
}

/** A clock on one line, with what it counts. */
export function ClockChip(props: ClockProps & { readonly showKind?: boolean }) {
  const { term, lang } = useI18n();
  const { state, text } = createReading(() => props.clock);
  const rule = createRule(() => props.clock);
  return (
    <span
      class={`chip tone-${clockTones[state()]}`}
      title={`${term("clock", props.clock.kind)} · ${rule()} · ${formatAbsolute(props.clock.dueAt, lang())}`}
      data-testid="clock"
      data-kind={props.clock.kind}
      data-state={state()}
    >
      <Dynamic component={icons[state()]} aria-hidden="true" />
      {props.showKind === false ? (
        ""
      ) : (
        <span class="chip-kind">{term("clock", props.clock.kind)}</span>
      )}
      <span class="tabular-nums">{text()}</span>
    </span>
  );
}

/** A clock as a tile, with its rule, its deadline and how much of its time is gone. */
export function ClockTile(props: ClockProps) {
  const { term, lang } = useI18n();
  const { state, text, share } = createReading(() => props.clock, true);
  const rule = createRule(() => props.clock);
  return (
    <li
      class={`clock-tile tone-${clockTones[state()]}`}
      data-testid="clock"
      data-kind={props.clock.kind}
      data-state={state()}
    >
      <span class="clock-name">
        <Dynamic component={icons[state()]} aria-hidden="true" />
        {term("clock", props.clock.kind)}
      </span>
      <strong class="tabular-nums">{text()}</strong>
      <span class="clock-rule" title={formatAbsolute(props.clock.dueAt, lang())}>
        {rule()}
      </span>
      <span class="clock-bar" aria-hidden="true">
        <span style={{ width: `${share() * 100}%` }} />
      </span>
    </li>
  );
}
