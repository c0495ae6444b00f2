// Paired rounds: in each, every contender answers every shape for the same short time, one after
// another, in an order that turns; so whatever else the machine does meets all of them alike.
import { cpuOf, rssOf } from "./processes.mjs";

/** @returns one sample per round, contender and shape. */
export async function runRounds(contenders, shapes, { rounds, ms, warmUpMs }) {
  for (const { client, name, lengths } of contenders) {
    for (const shape of shapes) await client.run(shape, warmUpMs, lengths[shape.name]);
    console.error(`• warm: ${name}`);
  }
  const samples = [];
  for (let round = 0; round < rounds; round++) {
    for (const shape of shapes) {
      for (let turn = 0; turn < contenders.length; turn++) {
        const contender = contenders[(turn + round) % contenders.length];
        const { client, name, pid, lengths } = contender;
        const before = cpuOf(pid);
        const { count, seconds, times } = await client.run(shape, ms, lengths[shape.name]);
        const cpu = cpuOf(pid) - before;
        samples.push({
          round,
          contender: name,
          shape: shape.name,
          cpuMs: cpu / count,
          perSecond: count / seconds,
          times,
          rssMb: rssOf(pid),
        });
      }
    }
    console.error(`• round ${round + 1} of ${rounds}`);
  }
  return samples;
}
