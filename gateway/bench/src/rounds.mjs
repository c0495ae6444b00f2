// Paired rounds: in each, every contender answers every shape for the same short time, one after
// another, in an order that turns; so whatever else the machine does meets all of them alike.
import { cpuOf, cpuOfMachine, rssOf, stolenSince } from "./processes.mjs";

/**
 * A turn in which the host of this virtual machine gave more than this of its time to others says
 * nothing of the contender's latency: it is taken again, and of the tries the least disturbed counts.
 */
const [mostStolen, mostTries] = [0.03, 3];

/** @returns one sample per round, contender and shape. */
export async function runRounds(contenders, shapes, { rounds, ms, warmUpMs }) {
  for (const { client, name, lengths } of contenders) {
    for (const shape of shapes) await client.run(shape, warmUpMs, lengths[shape.name]);
    console.error(`• warm: ${name}`);
  }
  const samples = [];
  for (let round = 0; round < rounds; round++) {
    for (const shape of shapes) {
      for (let place = 0; place < contenders.length; place++) {
        const contender = contenders[(place + round) % contenders.length];
        samples.push({ round, ...(await leastDisturbed(contender, shape, ms)) });
      }
    }
    console.error(`• round ${round + 1} of ${rounds}`);
  }
  return samples;
}

async function leastDisturbed(contender, shape, ms) {
  let best;
  for (let tried = 0; tried < mostTries; tried++) {
    const sample = await turn(contender, shape, ms);
    if (!best || sample.stolen < best.stolen) best = sample;
    if (best.stolen <= mostStolen) break;
  }
  return best;
}

async function turn({ client, name, pid, lengths }, shape, ms) {
  const machine = cpuOfMachine();
  const before = cpuOf(pid);
  const { count, seconds, times } = await client.run(shape, ms, lengths[shape.name]);
  const cpu = cpuOf(pid) - before;
  return {
    contender: name,
    shape: shape.name,
    cpuMs: cpu / count,
    perSecond: count / seconds,
    times,
    rssMb: rssOf(pid),
    stolen: stolenSince(machine),
  };
}
