// Loaded before a gateway, so that what it holds can be measured without what it would throw away next.
process.on("message", (message) => {
  if (message?.collect !== true) return;
  globalThis.gc();
  globalThis.gc();
  process.send({ collected: true });
});
// To listen must not keep a gateway alive that has nothing else to do.
process.channel?.unref();
