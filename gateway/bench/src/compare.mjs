// All contenders, all shapes, side by side.
import path from "node:path";
import { printReport, writeReport } from "./report/index.mjs";
import { runRounds } from "./rounds.mjs";
import { shapes } from "./shapes.mjs";
import { bench, openStage } from "./stage.mjs";

const isAsked = (name, list) => list === undefined || list.split(",").includes(name);

/** Runs `npm run bench`. */
export async function compare({ quick, only, shapes: wanted, rounds, out }) {
  const timing = quick
    ? { rounds: 4, ms: 800, warmUpMs: 1000 }
    : { rounds: 8, ms: 1800, warmUpMs: 2500 };
  if (rounds) timing.rounds = Number(rounds);
  const asked = shapes.filter(({ name }) => isAsked(name, wanted));
  const { contenders, recordings } = await openStage(asked, (name) => isAsked(name, only));
  const result = writeReport({
    directory: out ?? path.join(bench, "results"),
    contenders,
    shapes: asked,
    recordings,
    samples: await runRounds(contenders, asked, timing),
    timing,
    isQuick: quick,
    isWhole: !only && !wanted,
  });
  printReport(result);
}
