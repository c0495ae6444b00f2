// `npm run bench [-- soak | scale | gather | live] [--quick] [--only a,b] [--shapes a,b]`: see README.md.
import { parseArgs } from "node:util";
import { compare } from "./compare.mjs";
import { gather } from "./gather/index.mjs";
import { live } from "./live/index.mjs";
import { scale } from "./scale/index.mjs";
import { soak } from "./soak.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string" },
    shapes: { type: "string" },
    rounds: { type: "string" },
    minutes: { type: "string" },
    out: { type: "string" },
  },
});
const [command = "compare"] = positionals;
const commands = { compare, soak, scale, gather, live };
if (!commands[command])
  throw new Error(`There is no "${command}": soak, scale, gather, live, or nothing.`);
await commands[command](values);
process.exit(0);
