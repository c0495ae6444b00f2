import {
  type Accessor,
  createContext,
  createSignal,
  onCleanup,
  type ParentProps,
  useContext,
} from "solid-js";

/** Something that will be done unless it is undone. */
export interface Pending {
  readonly key: string;
  /** What will be done, for the bar at the bottom. */
  readonly label: string;
  /** When it is sent, in milliseconds. */
  readonly at: number;
}

export interface Undo {
  readonly pending: Accessor<Pending | undefined>;
  /** Waits, then commits. Another one begun meanwhile commits this one at once. */
  begin(key: string, label: string, commit: () => Promise<void>): void;
  undo(): void;
}

/** How long an action can be taken back. */
export const undoMs = 5_000;

const UndoContext = createContext<Undo>();

/** Holds actions back for five seconds; outside the screens, so that leaving one does not lose the action. */
export function UndoProvider(props: ParentProps) {
  const [pending, setPending] = createSignal<Pending>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let commitNow: (() => void) | undefined;

  const clear = (): void => {
    clearTimeout(timer);
    commitNow = undefined;
    setPending(undefined);
  };
  // A page closed meanwhile would lose the action without a word.
  const warn = (event: BeforeUnloadEvent): void => {
    if (pending()) event.preventDefault();
  };
  addEventListener("beforeunload", warn);
  onCleanup(() => {
    removeEventListener("beforeunload", warn);
    clear();
  });

  const undo: Undo = {
    pending,
    begin(key, label, commit) {
      commitNow?.();
      commitNow = () => {
        clear();
        void commit();
      };
      timer = setTimeout(commitNow, undoMs);
      setPending({ key, label, at: Date.now() + undoMs });
    },
    undo: clear,
  };
  return <UndoContext.Provider value={undo}>{props.children}</UndoContext.Provider>;
}

export function useUndo(): Undo {
  const undo = useContext(UndoContext);
  if (!undo) throw new Error("useUndo needs an UndoProvider around it");
  return undo;
}
