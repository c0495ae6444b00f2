/** Calls back again and again, many callbacks by one timer. */
export interface Heartbeat {
  /** @returns ends it for this one. */
  add(beat: () => void): () => void;
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
    return new Set<() => void>();
  });
  let present = 0;
  const timer = setInterval(() => {
    present = (present + 1) % slots.length;
    for (const beat of slots[present]!) beat();
  }, slotMs);
  timer.unref();
  return {
    add(beat) {
      // The slot just past: its next turn is a whole period away.
      const slot = slots[present]!;
      slot.add(beat);
      return () => void slot.delete(beat);
    },
    stop: () => clearInterval(timer),
  };
}
