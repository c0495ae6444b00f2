/** One wish to stop may come twice: from the process group, and handed on by our parent. */
const sameWishMs = 2_000;

/**
 * Runs until told to stop, then stops in order. Told by: Ctrl-C, SIGTERM, or the end of the
 * process that started us, even if that was killed. Told again later, it ends at once.
 */
export async function untilStopped(
  stop: () => Promise<void>,
  say: (line: string) => void,
): Promise<void> {
  await new Promise<void>((resolve) => {
    let asked: number | undefined;
    const ask = (): void => {
      asked ??= Date.now();
      if (Date.now() - asked > sameWishMs) process.exit(130);
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
