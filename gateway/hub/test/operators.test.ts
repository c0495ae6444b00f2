import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, describe, expect, it } from "vitest";
import { createHub, type Hub, type HubOptions, type OperatorEntries } from "../src/index.js";
import { codeOf, postTo } from "./fixture/hub.js";
import { openSocket, openStream, readEvents, take } from "./fixture/live.js";
import { jobId, startWorks, type Works } from "./fixture/works.js";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function startServers(...operators: string[]): Promise<Works> {
  const works = await startWorks(...operators);
  closing.push(() => works.stop());
  return works;
}

const log: Record<string, unknown>[] = [];
const logger = pino({ level: "info" }, { write: (line) => void log.push(JSON.parse(line)) });

async function startHub(works: Works, options: Partial<HubOptions> = {}): Promise<Hub> {
  const hub = await createHub({
    supergraph: { sdl: works.supergraph },
    operators: { directory: directoryOf(works), limits: { retries: 0, openMs: 1 } },
    identity: false,
    port: 0,
    logger,
    ...options,
  });
  closing.push(() => hub.stop());
  return hub;
}

/** `f03+f04` in the list is one server for both. */
const directoryOf = (works: Works, shared: Record<string, string[]> = {}): OperatorEntries => ({
  works: [...works.servers].flatMap(([id, { url }]) =>
    [id, ...(shared[id] ?? [])].map((operator) => ({ id: operator, url })),
  ),
});

const ids = `{ jobs { edges { node { id } } } }`;
const idsIn = (data: any): string[] => data.jobs.edges.map(({ node }: any) => node.id);
const outcome = (id: string, status = "ok") => ({
  subgraph: "works",
  id,
  status,
  milliseconds: expect.any(Number),
});

describe.each([
  ["the plain lane", "/graphql"],
  ["Apollo Server", "/graphql?"],
])("over %s", (_, path) => {
  it("a list comes from all operators, and the answer says how each did", async () => {
    const works = await startServers("f01", "f02");
    const hub = await startHub(works);
    const { status, body } = await postTo(hub.url, ids, {}, path);
    expect([status, idsIn(body.data)]).toEqual([200, [jobId("f01", 0), jobId("f02", 1)]]);
    expect(body).not.toHaveProperty("errors");
    expect(body).toMatchObject({ extensions: { operators: [outcome("f01"), outcome("f02")] } });
  });

  it("with one away the rest comes, with one error that names it and why", async () => {
    const works = await startServers("f01", "f02");
    const hub = await startHub(works);
    await works.servers.get("f02")!.stop();
    const query = `{ a: jobs { edges { cursor } } b: jobs { edges { cursor } } job(id: "${jobId("f02", 1)}") { at } }`;
    const { status, body } = await postTo(hub.url, query, {}, path);
    expect(status).toBe(200);
    expect([body.data.a.edges.length, body.data.b.edges.length, body.data.job]).toEqual([
      1,
      1,
      null,
    ]);
    expect(body.errors).toEqual([
      {
        message: expect.stringContaining("works: One organisation"),
        path: ["a"],
        extensions: {
          code: "OPERATOR_UNAVAILABLE",
          subgraph: "works",
          operator: "f02",
          status: "unavailable",
          paths: [["a"], ["b"], ["job"]],
        },
      },
    ]);
    expect(body).toMatchObject({
      extensions: { operators: [outcome("f01"), outcome("f02", "unavailable")] },
    });
    await works.restart("f02");
    await expect
      .poll(async () => idsIn((await postTo(hub.url, ids, {}, path)).body.data))
      .toEqual([jobId("f01", 0), jobId("f02", 1)]);
  });
});

it("operators that share a server are one error when it is away", async () => {
  const works = await startServers("f01", "f02+f03");
  const directory = directoryOf(works, { f02: ["f03"] });
  const hub = await startHub(works, { operators: { directory, limits: { retries: 0 } } });
  await works.servers.get("f02")!.stop();
  const { body } = await postTo(hub.url, ids);
  expect(body.errors).toHaveLength(1);
  expect(body.errors![0]!.extensions).toMatchObject({
    operator: "f02",
    operators: ["f02", "f03"],
    paths: [["jobs"]],
  });
});

it("a subgraph whose operators nobody has listed is served by the one server it has", async () => {
  const works = await startServers("f01", "f02");
  const hub = await startHub(works, { operators: { directory: {} } });
  const { body } = await postTo(hub.url, ids);
  expect(idsIn(body.data)).toEqual([jobId("f01", 0)]);
  expect(body).not.toHaveProperty("extensions");
});

describe("a stream of all operators", () => {
  const query = "subscription { jobStarted { id } }";

  it("says with each event over server-sent events whose it is", async () => {
    const works = await startServers("f01", "f02");
    const hub = await startHub(works);
    const response = await openStream(hub.url, "text/event-stream", { query });
    const events = readEvents(response);
    for (const id of ["f02", "f01"]) {
      await works.started[id]!.listeners(1);
      works.started[id]!.publish({ jobStarted: { id: jobId(id, 7), at: 7 } });
      const { data } = await take(events);
      expect(data).toEqual({
        data: { jobStarted: { id: jobId(id, 7) } },
        extensions: { operators: [outcome(id)], resumable: false },
      });
    }
    response.destroy();
    await works.started["f01"]!.listeners(0);
  });

  it("goes on over WebSocket without an operator that is lost", async () => {
    const works = await startServers("f01", "f02");
    const hub = await startHub(works);
    const client = await openSocket(hub.url);
    await client.next();
    client.send({ id: "1", type: "subscribe", payload: { query } });
    await Promise.all(["f01", "f02"].map((id) => works.started[id]!.listeners(1)));
    await works.servers.get("f02")!.stop();
    expect((await client.next()).payload).toMatchObject({
      errors: [{ extensions: { code: "OPERATOR_UNAVAILABLE", operator: "f02" } }],
      extensions: { operators: [outcome("f02", "unavailable")] },
    });
    works.started["f01"]!.publish({ jobStarted: { id: jobId("f01", 8), at: 8 } });
    expect((await client.next()).payload.data).toEqual({ jobStarted: { id: jobId("f01", 8) } });
    client.socket.terminate();
  });
});

describe("a cursor of a merged list", () => {
  const page = `query ($after: String) { jobs(first: 1, after: $after) { edges { node { id } } pageInfo { endCursor } } }`;
  const key = (byte: number): string => Buffer.alloc(32, byte).toString("base64");
  const readTwo = async (first: Hub, second: Hub) => {
    const { body } = await postTo(first.url, page);
    const after = body.data.jobs.pageInfo.endCursor;
    return postTo(second.url, page, { variables: { after } });
  };

  it("is good at another hub with the same key, and while keys are changed", async () => {
    const works = await startServers("f01", "f02");
    const old = await startHub(works, { cursorKey: key(1) });
    const both = await startHub(works, { cursorKey: `${key(2)},${key(1)}` });
    expect(idsIn((await readTwo(old, both)).body.data)).toEqual([jobId("f02", 1)]);
    expect(codeOf(await readTwo(both, old))).toBe("INVALID_CURSOR");
  });

  it("is refused by a hub without that key", async () => {
    const works = await startServers("f01", "f02");
    const [one, other] = [await startHub(works), await startHub(works)];
    expect(idsIn((await readTwo(one, one)).body.data)).toEqual([jobId("f02", 1)]);
    expect(codeOf(await readTwo(one, other))).toBe("INVALID_CURSOR");
  });

  it("needs a key that is long enough", async () => {
    const works = await startServers("f01");
    await expect(startHub(works, { cursorKey: "c2hvcnQ=" })).rejects.toThrow(/32 bytes/);
  });
});

describe("the directory", () => {
  it("of a file is in force as soon as it has changed, and one that is wrong never", async () => {
    const works = await startServers("f01", "f02");
    const home = await mkdtemp(join(tmpdir(), "hutong-operators-"));
    closing.push(() => rm(home, { recursive: true }));
    const file = join(home, "operators.json");
    const put = async (text: string): Promise<void> => {
      await writeFile(`${file}.new`, text);
      await rename(`${file}.new`, file);
    };
    const { works: all } = directoryOf(works);
    await put(JSON.stringify({ works: all!.slice(0, 1) }));
    const hub = await startHub(works, { operators: { directory: file } });
    const read = async () => idsIn((await postTo(hub.url, ids)).body.data);
    expect(await read()).toEqual([jobId("f01", 0)]);
    await put(JSON.stringify({ works: all }));
    await expect.poll(read).toEqual([jobId("f01", 0), jobId("f02", 1)]);
    await put(JSON.stringify({ works: [{ id: "f01", url: "file:///etc/passwd" }] }));
    await expect
      .poll(() => log.map(({ msg }) => msg))
      .toContain("a new operator directory cannot be used; the old one stays");
    expect(await read()).toEqual([jobId("f01", 0), jobId("f02", 1)]);
  });

  it.each([
    ["an unknown key", { works: [{ id: "f01", url: "http://a", adress: "x" }] }, /adress/],
    ["an id with other letters", { works: [{ id: "f_1", url: "http://a" }] }, /letters and digits/],
    [
      "a name that two claim",
      {
        works: [
          { id: "f1", url: "http://a" },
          { id: "f2", url: "http://a", keys: ["f1"] },
        ],
      },
      /claims the name/,
    ],
    ["no such file", "/nowhere/operators.json", /ENOENT/],
  ])("is refused with %s", async (_, directory, message) => {
    const works = await startServers("f01");
    await expect(startHub(works, { operators: { directory } as never })).rejects.toThrow(message);
  });

  it("is refused for a subgraph whose schema does not say who serves what", async () => {
    const works = await startServers("f01");
    const sdl = works.supergraph.replaceAll(/@gather\(orderBy: \["at:asc"\]\)/g, "");
    await expect(startHub(works, { supergraph: { sdl } })).rejects.toThrow(/Query\.jobs/);
  });
});

it("tells in /ready what it last saw of each operator", async () => {
  const works = await startServers("f01", "f02");
  const directory = {
    works: [
      ...directoryOf(works).works!,
      { id: "f03", url: "http://127.0.0.1:1", status: "paused" as const },
    ],
  };
  const hub = await startHub(works, { operators: { directory, limits: { retries: 0 } } });
  const seen = async () => ((await (await fetch(`${hub.url}/ready`)).json()) as any).subgraphs;
  const at = expect.any(String);
  const paused = { id: "f03", state: "paused" };
  expect(await seen()).toEqual([
    {
      name: "works",
      state: "unknown",
      operators: [{ id: "f01", state: "unknown" }, { id: "f02", state: "unknown" }, paused],
    },
  ]);
  await works.servers.get("f02")!.stop();
  await postTo(hub.url, ids);
  expect(await seen()).toEqual([
    {
      name: "works",
      state: "up",
      operators: [{ id: "f01", state: "up", at }, { id: "f02", state: "down", at }, paused],
    },
  ]);
  expect(log).toContainEqual(
    expect.objectContaining({
      subgraph: "works",
      operator: "f02",
      msg: "subgraph does not answer",
    }),
  );
});

it("fetches a photo from the operator it names, and never from elsewhere", async () => {
  const works = await startServers("f01", "f02");
  const hub = await startHub(works);
  const get = async (operator: string) =>
    (await fetch(`${hub.url}/photos/works/one.png?signature=x&operator=${operator}`)).text();
  expect(await get("f02")).toBe("photo of f02");
  expect(await get(jobId("f02", 3))).toBe("photo of f02");
  expect(await get("http://127.0.0.1:1/")).toBe("photo of f01");
});
