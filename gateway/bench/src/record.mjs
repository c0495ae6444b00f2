// What stock Apollo asks its subgraphs and answers: the raw proxy's script, and the others' touchstone.
import { once } from "node:events";
import { isDeepStrictEqual } from "node:util";

const seed = "~000000";

/** @returns by shape: `waves` of requests that were under way together, and the `answer`. */
export async function record(client, fixture, shapes) {
  const recordings = {};
  for (const shape of shapes) {
    fixture.send("record");
    const answer = await client.ask(shape, seed);
    fixture.send("recorded");
    const [{ notes }] = await once(fixture, "message");
    if (JSON.parse(answer).errors)
      throw new Error(`stock fails on ${shape.name}: ${answer.slice(0, 500)}`);
    recordings[shape.name] = { answer, fetches: notes.length, waves: toWaves(notes) };
  }
  return recordings;
}

/** A request that began after another's end may depend on it. */
function toWaves(notes) {
  const waves = [];
  let firstEnd = -Infinity;
  for (const { subgraph, body, begin, end } of notes.toSorted((a, b) => a.begin - b.begin)) {
    if (begin >= firstEnd) {
      waves.push([]);
      firstEnd = Infinity;
    }
    waves.at(-1).push({ subgraph, parts: body.split(seed) });
    firstEnd = Math.min(firstEnd, end);
  }
  return waves;
}

/** Checks a contender's answers against stock's; gives the length that each shape's has from then on. */
export async function verify({ name, isFloor }, client, shapes, recordings) {
  const lengths = {};
  for (const shape of shapes) {
    const text = await client.ask(shape, seed);
    const { data, errors } = JSON.parse(text);
    const expected = JSON.parse(recordings[shape.name].answer).data;
    if (errors || (!isFloor && !isDeepStrictEqual(data, expected))) {
      throw new Error(`its answer to "${shape.name}" is not stock's: ${text.slice(0, 300)}`);
    }
    lengths[shape.name] = text.length;
  }
  return lengths;
}
