/** What is called again and again. */
export interface Beating {
  beat(): void;
}

/** Calls again and again, many by one timer. */
export interface Heartbeat {
  add(one: Beating): void;
  remove(one: Beating): void;
  stop(): void;
}

const slotMs = 1_000;

/**
 * Makes a heartbeat.
 * @param periodMs - between two beats for each, to the second; they are spread over that time, so that
 * ten thousand readers are not all written to at once.
 */
export function createHeartbeat(periodMs: number): Heartbeat {
  const slots = Array.from({ length: Math.max(1, Math.round(periodMs / slotMs)) }, () => {
    return new Set<Beating>();
  });
  let present = 0;
  const timer = setInterval(() => {
    present = (present + 1) % slots.length;
    for (const one of slots[present]!) one.beat();
  }, slotMs);
  timer.unref();
  return {
    // The slot just past: its next turn is a whole period away.
    add: (one) => void slots[present]!.add(one),
    remove(one) {
      for (const slot of slots) if (slot.delete(one)) return;
    },
    stop: () => clearInterval(timer),
  };
}
