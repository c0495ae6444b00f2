/**
 * Runs until told to stop, then stops in order. Told by: Ctrl-C, SIGTERM, or the end of the
 * process that started us, even if that was killed.
 */
export async function untilStopped(
  stop: () => Promise<void>,
  say: (line: string) => void,
): Promise<void> {
  await new Promise<void>((resolve) => {
    let asked = 0;
    const ask = (): void => {
      asked += 1;
      // Whoever asks twice does not want to wait.
      if (asked > 1) process.exit(130);
      resolve();
    };
    process.on("SIGINT", ask);
    process.on("SIGTERM", ask);
    process.once("disconnect", resolve);
  });
  say("stopping … 正在停止");
  await stop();
  say("stopped 已停止");
  process.exit(0);
}
