import { type Accessor, createSignal, onCleanup } from "solid-js";

const [now, setNow] = createSignal(Date.now());
let users = 0;
let timer: ReturnType<typeof setInterval> | undefined;

const tick = (): void => void setNow(Date.now());

function wind(): void {
  clearInterval(timer);
  // Nobody sees a hidden page's clocks; they are set right when it is shown again.
  if (users > 0 && !document.hidden) {
    tick();
    timer = setInterval(tick, 1_000);
  }
}

/** The time in milliseconds, every second; all clocks of a page share one timer. */
export function createNow(): Accessor<number> {
  users++;
  if (users === 1) {
    document.addEventListener("visibilitychange", wind);
    wind();
  }
  onCleanup(() => {
    users--;
    if (users > 0) return;
    document.removeEventListener("visibilitychange", wind);
    clearInterval(timer);
  });
  return now;
}
