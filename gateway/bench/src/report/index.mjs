// From samples to figures: medians over rounds, ratios within each round.
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";
import path from "node:path";
import { concurrency } from "../load.mjs";
import { drawPicture } from "./picture.mjs";

const median = (list) => quantile(list, 0.5);
function quantile(list, share) {
  const sorted = list.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
const rounded = (value) => Number(value.toPrecision(3));

/** Writes `results/*.json` and, for a whole run, the picture; gives the result. */
export function writeReport({
  directory,
  contenders,
  shapes,
  recordings,
  samples,
  timing,
  isQuick,
  isWhole,
}) {
  const pick = (shape, contender) =>
    samples.filter((sample) => sample.shape === shape && sample.contender === contender);
  const result = {
    at: new Date().toISOString(),
    command: `npm run bench${isQuick ? " -- --quick" : ""}`,
    machine: {
      cpu: cpus()[0]?.model,
      cores: cpus().length,
      memoryGb: Math.round(totalmem() / 1e9),
      kernel: release(),
      node: process.version,
    },
    timing: { ...timing, concurrency },
    contenders: contenders.map(({ name, title }) => ({ name, title })),
    shapes: shapes.map(({ name, title }) => {
      const { fetches, waves, answer } = recordings[name];
      return {
        name,
        title,
        answerBytes: Buffer.byteLength(answer),
        stockFetches: fetches,
        stockWaves: waves.map((wave) => wave.length),
      };
    }),
    figures: shapes.flatMap(({ name: shape }) =>
      contenders.map(({ name: contender }) => {
        const own = pick(shape, contender);
        const times = own.flatMap((sample) => sample.times);
        const times_ = (other) => {
          const others = pick(shape, other);
          if (others.length === 0) return undefined;
          return rounded(
            median(
              own.map(
                ({ round, cpuMs }) => others.find((sample) => sample.round === round).cpuMs / cpuMs,
              ),
            ),
          );
        };
        return {
          shape,
          contender,
          cpuMs: rounded(median(own.map((sample) => sample.cpuMs))),
          timesStock: times_("apollo"),
          timesHiveFastest: fastest([times_("hive"), times_("hive-router")]),
          shareOfProxy: times_("proxy"),
          shareOfUndici: times_("proxy-undici"),
          perSecond: rounded(median(own.map((sample) => sample.perSecond))),
          p50Ms: rounded(quantile(times, 0.5)),
          p99Ms: rounded(quantile(times, 0.99)),
          rssMb: Math.round(Math.max(...own.map((sample) => sample.rssMb))),
          stolenPercent: rounded(100 * median(own.map((sample) => sample.stolen))),
        };
      }),
    ),
  };
  mkdirSync(directory, { recursive: true });
  const file = path.join(directory, `${isWhole ? (isQuick ? "quick" : "full") : "part"}.json`);
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  if (isWhole && !isQuick) writeFileSync(path.join(directory, "bench.svg"), drawPicture(result));
  return result;
}

/** The smaller multiple is that over the faster of the two. */
function fastest(list) {
  const known = list.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

/** A table per shape. */
export function printReport({ contenders, shapes, figures }) {
  for (const { name, title, answerBytes, stockFetches } of shapes) {
    console.log(`\n${title}: ${answerBytes} bytes, ${stockFetches} fetches by stock's plan`);
    console.table(
      Object.fromEntries(
        contenders.map((contender) => {
          const {
            shape,
            contender: _,
            ...figure
          } = figures.find((row) => row.shape === name && row.contender === contender.name);
          return [contender.title, figure];
        }),
      ),
    );
  }
}
