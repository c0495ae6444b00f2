// Writes gateway/docs/million.md from what each party's `million` has recorded.
import { readFile, writeFile } from "node:fs/promises";

const parties = ["neighborhood", "owners", "property", "cleaning", "consortium"];
const limitMs = 100;
const root = new URL("../../../", import.meta.url);

const records = await Promise.all(
  parties.map(async (party) => {
    const text = await readFile(
      new URL(`subgraphs/${party}/bench/million.json`, root),
      "utf8",
    ).catch(() => undefined);
    return text ? [JSON.parse(text)] : [];
  }),
).then((found) => found.flat());

const number = (n) => Math.round(n).toLocaleString("en-US");
const slowestFirst = (pages) => pages.toSorted((a, b) => b.databaseMs - a.databaseMs);
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

const rows = records.map(({ party, tables, pages }) => {
  const [slowest] = slowestFirst(pages);
  const all = Object.values(tables).reduce((sum, size) => sum + size, 0);
  const over = pages.filter(({ databaseMs }) => databaseMs >= limitMs).length;
  const through = pages.filter((page) => page.through.length > 0).length;
  return [
    party,
    number(all),
    number(Math.max(...Object.values(tables))),
    pages.length,
    median(pages.map(({ databaseMs }) => databaseMs)),
    `${slowest.databaseMs} (${slowest.page})`,
    Math.max(...pages.map(({ cpuMs }) => cpuMs ?? 0)) || "",
    over,
    through,
  ];
});

const slow = records.flatMap(({ party, pages }) =>
  slowestFirst(pages)
    .slice(0, 5)
    .map(({ page, found, statements, databaseMs, cpuMs, blocks, answerMs, plan }) => [
      party,
      page,
      found,
      statements,
      databaseMs,
      cpuMs ?? "",
      number(blocks),
      answerMs,
      plan
        .filter((node) => / /.test(node) && !/^(Limit|Aggregate|Result)/.test(node))
        .slice(0, 3)
        .join(", "),
    ]),
);

const over = records.flatMap(({ party, pages }) =>
  pages
    .filter(({ databaseMs }) => databaseMs >= limitMs)
    .map(({ page, databaseMs }) => `${party}: ${page} (${databaseMs} ms)`),
);

const grown = records.flatMap(({ party, tables, pages }) =>
  Object.entries(tables).map(([name, size]) => {
    const asking = slowestFirst(pages.filter((page) => page.tables?.includes(name)));
    return [
      party,
      name,
      number(size),
      asking.length || "",
      asking[0] ? `${asking[0].databaseMs} (${asking[0].page})` : "",
    ];
  }),
);

const aside = records.flatMap(({ party, aside: reasons = {} }) =>
  Object.entries(reasons).map(([name, reason]) => [party, name, reason]),
);
const ofAll = (name) => aside.filter((line) => line[1] === name).length === parties.length;
const asideLines = [
  ...new Map(
    aside
      .filter(([, name]) => ofAll(name))
      .map(([, name, reason]) => [name, ["all", name, reason]]),
  ).values(),
  ...aside.filter(([, name]) => !ofAll(name)),
];

const table = (head, lines) =>
  [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const measured = records.map(
  ({ party, measuredOn, machine, loadAverage, filledSeconds }) =>
    `${party} on ${measuredOn} (${machine}, load average ${loadAverage}, filled in ${filledSeconds} s)`,
);

await writeFile(
  new URL("gateway/docs/million.md", root),
  `# Among a million rows 百万行下的查询

\`\`\`
npm run million                             # every party, one after the other, then this page
npm run million -w subgraphs/property       # one of them
ROWS=100000 npm run million -w subgraphs/property    # a try; records nothing
\`\`\`

Each party's \`bench/million.ts\` fills the tables that grow (29 firms, 279 communities, three years) and
asks over GraphQL what its screens and the hub ask: each list with each filter, from the first row and
from the middle, searches, rates and rankings, entities by fifty keys, and what the timers look for. The
statements that the subgraph then sends are run again, as they stand on the wire, five times by
\`EXPLAIN (ANALYZE, BUFFERS)\`. Milliseconds are PostgreSQL's for the fastest of the five, which finds what it
reads in memory, all statements of a page together; a page is over the limit at ${limitMs} ms, and the command
then ends with an error. Blocks are those of 8 kB that it touched. Processor ms is what the server's process itself
ran meanwhile, with planning: on a machine that others use too, the clock goes on while it waits its
turn. A page goes through a table when it reads it sequentially or by more than
half of its rows. All pages with their plans: \`subgraphs/*/bench/million.json\`. That no page loses its
index, and that each table either grows and is asked by a page or is set aside with a reason, is tested on
20,000 rows in each party's \`test/plans.test.ts\`.

${table(["party", "rows", "largest table", "pages", "median ms", "slowest ms", "most processor ms", "over the limit", "through a table"], rows)}

Over the limit: ${over.join("; ") || "none"}.

The five slowest of each; the answer is the whole GraphQL request on the same machine:

${table(["party", "page", "found", "statements", "database ms", "processor ms", "blocks", "answer ms", "by"], slow)}

The tables that grow, how many pages ask each, and the slowest of those:

${table(["party", "table", "rows", "pages", "slowest ms"], grown)}

Tables without a page:

${table(["party", "table", "why"], asideLines)}

Measured: ${measured.join("; ")}.
`,
);
