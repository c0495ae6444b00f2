import { type Accessor, createEffect, createSignal, onCleanup } from "solid-js";
import { createStore, reconcile } from "solid-js/store";

import type { Answer, Place } from "./graph.jsx";
import { isPartyDown, type Problem } from "./problem.js";

/** Where a live view gets its state from. */
export interface LiveSource<State extends object> {
  /** Asks for the present state; `undefined` as data when there is none. */
  load(): Promise<Answer<State>>;
  /** Follows the state once it is known; each new whole state goes to `take`. */
  follow(first: State, take: (answer: Answer<State>) => void, place: Place): () => void;
}

/** The state of a thing, kept as it is now. */
export interface LiveView<State extends object> {
  /** Fine-grained: a change of one field re-renders only what shows it. */
  readonly state: Accessor<State | undefined>;
  readonly problems: Accessor<readonly Problem[]>;
  /** Before the first answer. */
  readonly loading: Accessor<boolean>;
  refresh(): Promise<void>;
}

/** How often a party that did not answer is asked again. */
const partyBackMs = 5_000;

/**
 * Asks once, follows from then on. The source is read reactively: with another number in the URL the
 * view begins anew.
 *
 * Races: an answer that was under way when an event came is dropped, since the event is as new and
 * whatever follows it comes as an event, too. What changed between the first answer and the moment the
 * subscription stood is asked for once more. What happens while the connection is lost comes by itself.
 */
export function createLiveView<State extends object>(
  source: Accessor<LiveSource<State>>,
): LiveView<State> {
  const [holder, setHolder] = createStore<{ value: State | undefined }>({ value: undefined });
  const [problems, setProblems] = createSignal<readonly Problem[]>([]);
  const [loading, setLoading] = createSignal(true);
  let events = 0;
  let round = 0;
  let refresh = async (): Promise<void> => {};

  const show = ({ data, problems }: Answer<State>): void => {
    setProblems(problems);
    // Without data but with a reason (a lost connection, say) what was known stays on the screen.
    if (data || problems.length === 0)
      setHolder("value", reconcile(data as State, { key: "id" }) as never);
  };

  createEffect(() => {
    const { load, follow } = source();
    const mine = ++round;
    let unfollow: (() => void) | undefined;
    let stands = false;
    setLoading(true);
    setHolder("value", undefined);

    refresh = async () => {
      const before = events;
      const answer = await load();
      if (mine !== round) return;
      if (events === before) show(answer);
      setLoading(false);
      if (unfollow || !answer.data) return;
      unfollow = follow(
        answer.data,
        (event) => {
          if (mine !== round) return;
          events++;
          show(event);
        },
        {
          placed: () => {
            if (!stands) void refresh();
            stands = true;
          },
          missed: () => void refresh(),
        },
      );
    };
    void refresh();

    onCleanup(() => {
      round++;
      unfollow?.();
    });
  });

  // Nothing tells that a party is back before one of its things changes.
  createEffect(() => {
    if (!problems().some(isPartyDown)) return;
    const timer = setTimeout(() => void refresh(), partyBackMs);
    onCleanup(() => clearTimeout(timer));
  });

  return { state: () => holder.value, problems, loading, refresh: () => refresh() };
}
