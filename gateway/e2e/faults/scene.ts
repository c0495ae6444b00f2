import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { type EmbeddedPostgres, startEmbeddedPostgres } from "@hutong/kit/postgres";
import { createTestIssuer, type TestIssuer } from "@hutong/kit/testing";
import { composeSupergraph } from "@hutong/registry";
import { personas } from "@hutong/town";
import pg from "pg";

import { type Command, hutong, interrupt, readyUrl } from "../kit/command.js";
import { Line } from "./line.js";

const sdlFile = new URL("../../../schema/subgraphs/neighborhood.graphql", import.meta.url);
const gridWorker = personas.find(({ id }) => id === "grid-worker")!;
const skewedClock = fileURLToPath(new URL("skewed-clock.mjs", import.meta.url));

/** By how many milliseconds the clock of a process is off. */
export interface Skew {
  readonly subgraph?: number;
  readonly hubs?: readonly [number, number];
}

/**
 * PostgreSQL, the neighborhood's subgraph and two hubs, each a process of its own that can be killed,
 * and lines between them that can be cut.
 */
export class Scene {
  private postgres!: EmbeddedPostgres;
  private subgraph!: Command;
  private hubs: [Command, Command] | [] = [];
  private lines!: { clients: Line; party: Line; database: Line; writers: Line };
  private whole = Promise.withResolvers<void>();

  private constructor(
    private readonly home: string,
    private readonly issuer: TestIssuer,
    private readonly keys: Server,
  ) {}

  static async start(): Promise<Scene> {
    const home = await mkdtemp(path.join(tmpdir(), "hutong-faults-"));
    await chmod(home, 0o755);
    const issuer = await createTestIssuer("urn:test:faults");
    const keys = createServer((_, response) => void response.end(JSON.stringify(issuer.jwks)));
    await once(keys.listen(0, "127.0.0.1"), "listening");
    const scene = new Scene(home, issuer, keys);
    await scene.build();
    return scene;
  }

  private async build(): Promise<void> {
    this.postgres = await startEmbeddedPostgres({ home: this.home });
    await this.postgres.ensureDatabase("neighborhood");
    const portOf = (url: string): number => Number(new URL(url).port);
    const subgraph = (): number[] => [portOf(readyUrl(this.subgraph.output()))];
    this.lines = {
      database: await Line.open(() => [portOf(this.postgres.urlOf(""))]),
      party: await Line.open(subgraph),
      writers: await Line.open(subgraph),
      clients: await Line.open(() => this.hubs.map((hub) => portOf(readyUrl(hub.output())))),
    };
    const sdl = await readFile(sdlFile, "utf8");
    const url = `http://127.0.0.1:${this.lines.party.port}/graphql`;
    await writeFile(
      path.join(this.home, "supergraph.graphql"),
      composeSupergraph([{ name: "neighborhood", url, sdl }]),
    );
    await this.startSubgraph();
    await this.startHubs();
    this.whole.resolve();
  }

  /** Where clients reach one of the hubs. */
  get url(): string {
    return `http://127.0.0.1:${this.lines.clients.port}/graphql`;
  }

  /** Where the hubs themselves listen, one after the other. */
  get hubUrls(): string[] {
    return this.hubs.map((hub) => `${readyUrl(hub.output())}/graphql`);
  }

  /** Where writers reach the subgraph. */
  get subgraphUrl(): string {
    return `http://127.0.0.1:${this.lines.writers.port}/graphql`;
  }

  /** A token of a grid worker of {@link grid}. @param expiresIn - seconds; half a day if not given. */
  tokenOf(sub: string, expiresIn = 43_200): Promise<string> {
    const { orgs, grids, communities, ...rest } = gridWorker.claims;
    const lists = { orgs: [...orgs], grids: [...grids], communities: [...communities] };
    return this.issuer.sign({ ...rest, ...lists, sub }, { expiresIn });
  }

  /** The grid whose cases are written and listened to. */
  readonly grid = gridWorker.claims.grids[0]!;

  /** The lines between clients and hubs, hubs and subgraph, subgraph and database. */
  get line(): Pick<typeof this.lines, "clients" | "party" | "database"> {
    return this.lines;
  }

  /** Resolves when every process is up: at once, unless something has been killed. */
  untilWhole(): Promise<void> {
    return this.whole.promise;
  }

  /** Kills, waits for the end, starts anew. */
  async restart(
    parts: readonly ("hub" | "hubs" | "subgraph" | "postgres")[],
    skew: Skew = {},
  ): Promise<void> {
    this.whole = Promise.withResolvers<void>();
    const killed: Command[] = [];
    if (parts.includes("hubs")) killed.push(...this.hubs);
    else if (parts.includes("hub")) killed.push(this.hubs[0]!);
    if (parts.includes("subgraph")) killed.push(this.subgraph);
    if (parts.includes("postgres")) process.kill(this.postgres.pid, "SIGKILL");
    for (const command of killed) command.process.kill("SIGKILL");
    try {
      await Promise.all(killed.map(({ ended }) => ended));
      if (parts.includes("postgres"))
        this.postgres = await startEmbeddedPostgres({ home: this.home });
      if (parts.includes("subgraph")) await this.startSubgraph(skew);
      if (parts.includes("hubs")) await this.startHubs(skew);
      else if (parts.includes("hub")) this.hubs = [await this.startHub(), this.hubs[1]!];
    } finally {
      // Who waits would otherwise wait on, and hide why it failed.
      this.whole.resolve();
    }
  }

  /** Rows of the party's database, by a connection of their own that nothing cuts. */
  async rows<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.postgres.urlOf("neighborhood") });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.hubs.map(interrupt));
    await interrupt(this.subgraph);
    await Promise.all(Object.values(this.lines).map((line) => line.close()));
    await this.postgres.stop();
    this.keys.close();
    await rm(this.home, { recursive: true, force: true });
  }

  private run(args: readonly string[], skewMs: number | undefined, more: Record<string, string>) {
    const { port } = this.keys.address() as AddressInfo;
    return hutong(args, {
      HUTONG_LOG_LEVEL: process.env["LOG_LEVEL"] ?? "silent",
      HUTONG_ISSUERS: `${this.issuer.issuer}=http://127.0.0.1:${port}/`,
      PORT: "0",
      ...(skewMs && { NODE_OPTIONS: `--import=${skewedClock}`, CLOCK_SKEW_MS: String(skewMs) }),
      ...more,
    });
  }

  private async startSubgraph({ subgraph }: Skew = {}): Promise<void> {
    const url = new URL(this.postgres.urlOf("neighborhood"));
    url.port = String(this.lines.database.port);
    const started = this.run(["subgraph", "neighborhood"], subgraph, {
      DATABASE_URL: url.href,
      HUTONG_SEED: "demo",
    });
    await started.untilSays("ready");
    this.subgraph = started;
  }

  private async startHubs({ hubs = [0, 0] }: Skew = {}): Promise<void> {
    this.hubs = await Promise.all([this.startHub(hubs[0]), this.startHub(hubs[1])]);
  }

  private async startHub(skewMs?: number): Promise<Command> {
    const file = path.join(this.home, "supergraph.graphql");
    const hub = this.run(["hub", "--supergraph", file], skewMs, { HUTONG_CURSOR_KEY: cursorKey });
    await hub.untilSays("ready");
    return hub;
  }
}

const cursorKey = randomBytes(32).toString("base64");
