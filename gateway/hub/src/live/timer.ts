/** Longest delay a timer takes; beyond it node fires at once. */
const longestMs = 2 ** 31 - 1;

/** Calls back at a time in milliseconds since the epoch; gives a function that cancels. Does not keep the process alive. */
export function at(time: number, callback: () => void): () => void {
  let timer: NodeJS.Timeout;
  const arm = (): void => {
    const left = Math.max(0, time - Date.now());
    timer = left > longestMs ? setTimeout(arm, longestMs) : setTimeout(callback, left);
    timer.unref();
  };
  arm();
  return () => clearTimeout(timer);
}
