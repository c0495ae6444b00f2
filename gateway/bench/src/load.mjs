// A closed loop of requests over kept connections.
import { Pool } from "undici";
import { nextSeed } from "./shapes.mjs";

/** Requests under way at a time. */
export const concurrency = 8;

/** A client of one contender. */
export function createClient({ name, origin, headers, pathOf = () => "/graphql" }) {
  const pool = new Pool(origin, {
    connections: concurrency,
    pipelining: 1,
    bodyTimeout: 30_000,
    headersTimeout: 30_000,
  });
  const given = { "content-type": "application/json", accept: "application/json", ...headers };

  async function ask(shape, seed = nextSeed()) {
    const { statusCode, body } = await pool.request({
      path: pathOf(shape.name),
      method: "POST",
      headers: given,
      body: shape.body(seed),
    });
    const text = await body.text();
    if (statusCode !== 200)
      throw new Error(`${name} answered ${shape.name} with ${statusCode}: ${text.slice(0, 300)}`);
    return text;
  }

  return {
    ask,
    /**
     * Asks for some time.
     * @param expected - the length of a right answer: seeds all have the same.
     * @returns the number of requests and each one's milliseconds.
     */
    async run(shape, ms, expected) {
      const times = [];
      const end = performance.now() + ms;
      const worker = async () => {
        while (performance.now() < end) {
          const begin = performance.now();
          const text = await ask(shape);
          times.push(performance.now() - begin);
          if (expected !== undefined && text.length !== expected) {
            throw new Error(
              `${name} answered ${shape.name} with ${text.length} characters instead of ${expected}`,
            );
          }
        }
      };
      const began = performance.now();
      await Promise.all(Array.from({ length: concurrency }, worker));
      return { count: times.length, seconds: (performance.now() - began) / 1000, times };
    },
    close: () => pool.destroy(),
  };
}
