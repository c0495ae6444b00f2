import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { createHub, type DemoIssuer, type Hub, type HubOptions } from "@hutong/hub";
import { type RunningSubgraph, seedOnce, setDomainClock, startSubgraph } from "@hutong/kit";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@hutong/kit/postgres";
import type { Logger } from "pino";

import { loadParty, type PartyName, type PartyOptions, partyNames } from "../parties/parties.js";
import { cursorKey, demoIssuer, identityKey, photoKey, serviceClaims } from "./demo.js";
import { lockHome } from "./run-lock.js";
import { directoryOfTown, serversOfTown, type TownServer } from "./servers.js";
import { createSteppedClock, stopDomainClock } from "./stepped-clock.js";

export interface TownOptions {
  /** Where data and keys are kept. */
  readonly home: string;
  /** The hub's port; 0 takes a free one. */
  readonly port: number;
  /** An existing PostgreSQL database for a party; the others get one in the embedded server. */
  readonly databaseUrls?: Partial<Record<PartyName, string>>;
  /** Further parties to federate, served elsewhere; the hub waits for them. */
  readonly guests?: readonly { readonly name: string; readonly url: string }[];
  /** Where the carrier of SMS is; without it SMS go nowhere. */
  readonly sms?: PartyOptions["sms"];
  /** The built client. Default: the console of this repository. */
  readonly staticDir?: string;
  /**
   * Simulate: the domain's time of this process stands at this instant until `/demo/clock` moves it, and
   * everybody of the town can be signed in as.
   */
  readonly simulateFrom?: Date;
  /** How long the hub waits for a server, and how many connections it keeps to each. */
  readonly upstream?: HubOptions["upstream"];
  readonly log: Logger;
  /** Told what is being done, one short line each. */
  readonly onProgress?: (line: string) => void;
  /** Trade safety against power loss for speed; for tests. */
  readonly throwaway?: boolean;
}

/** The whole demo town, running. */
export interface RunningTown {
  readonly url: string;
  readonly hub: Hub;
  readonly issuer: DemoIssuer;
  /** Its servers by name: that of a party, or of an operator that has one of its own. */
  readonly subgraphs: ReadonlyMap<string, RunningSubgraph>;
  /** Starts a server again that was stopped, on the port it had. */
  readonly restart: (server: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const console_ = fileURLToPath(new URL("../../../../clients/console/dist", import.meta.url));

/**
 * Starts PostgreSQL, five parties and the hub on this machine, seeded once with the demo town. Some firms
 * and a contractor have servers and databases of their own.
 */
export async function startTown(options: TownOptions): Promise<RunningTown> {
  const { home, log, onProgress = () => {}, databaseUrls = {}, simulateFrom, sms } = options;
  const lock = await lockHome(home);
  const started: { stop: () => Promise<void> }[] = [];
  const stop = async (): Promise<void> => {
    // The hub first, so that nobody is half-answered; the database last.
    for (const part of started.reverse()) await part.stop();
    if (simulateFrom) setDomainClock();
    await lock.release();
  };

  try {
    const began = Date.now();
    const seconds = (): string => `${((Date.now() - began) / 1000).toFixed(1)} s`;
    const port = await freePort(options.port);
    const url = `http://127.0.0.1:${port}`;
    await lock.tell(url);
    const [issuer, key, workersKey, cursors] = await Promise.all([
      demoIssuer(home, simulateFrom !== undefined),
      photoKey(home),
      identityKey(home),
      cursorKey(home),
    ]);
    const servers = serversOfTown((party) => databaseUrls[party] !== undefined);

    const needsPostgres = partyNames.some((party) => !databaseUrls[party]);
    let postgres: EmbeddedPostgres | undefined;
    if (needsPostgres) {
      onProgress("PostgreSQL …");
      postgres = await startEmbeddedPostgres({
        home,
        throwaway: options.throwaway ?? simulateFrom !== undefined,
      });
      started.push(postgres);
    }

    const startServer = async (server: TownServer, at = 0): Promise<RunningSubgraph> => {
      const { party, name, operators } = server;
      const { definition, seed } = await loadParty(party, sms && { sms });
      const database = name === party ? `hutong_${party}` : `hutong_${party}_${name}`;
      const subgraph = await startSubgraph(definition, {
        port: at,
        databaseUrl: databaseUrls[party] ?? (await postgres!.ensureDatabase(database)),
        issuers: [issuer],
        hubUrl: `${url}/graphql`,
        serviceToken: async () => (await issuer.sign(serviceClaims(party))).token,
        photoKey: key,
        identityKey: workersKey,
        ...(operators && { operators }),
        log: name === party ? log : log.child({ operator: name }),
      });
      const { orm, hosting } = subgraph;
      if (await seedOnce(orm, "demo", (em) => seed(em, hosting.hosts)))
        onProgress(`${name}: demo town seeded 演示数据已写入 (${seconds()})`);
      return subgraph;
    };

    if (simulateFrom) stopDomainClock(simulateFrom);
    onProgress("five parties … 五个参与方");
    const subgraphs = new Map<string, RunningSubgraph>();
    const running = await Promise.all(
      servers.map(async (server) => [server.name, await startServer(server)] as const),
    );
    for (const [name, subgraph] of running) subgraphs.set(name, subgraph);
    started.push({
      stop: async () =>
        void (await Promise.all([...subgraphs.values()].map((subgraph) => subgraph.stop()))),
    });
    const directory = path.join(home, "operators.json");
    const entries = directoryOfTown(servers, ({ name }) => subgraphs.get(name)!.url);
    await writeFile(directory, `${JSON.stringify(entries, null, 2)}\n`);

    onProgress(`hub … 网关 (${seconds()})`);
    const hub = await createHub({
      port,
      supergraph: {
        subgraphs: [
          ...partyNames.map((name) => ({ name, url: subgraphs.get(name)!.url })),
          ...(options.guests ?? []),
        ],
      },
      operators: { directory },
      ...(options.upstream && { upstream: options.upstream }),
      cursorKey: cursors.toString("base64"),
      identity: { issuers: [] },
      demo: issuer,
      ...(simulateFrom && { demoClock: createSteppedClock(() => [...subgraphs.values()]) }),
      staticDir: options.staticDir ?? console_,
      logger: log,
    });
    started.push(hub);
    const waiting = setTimeout(
      () =>
        onProgress(
          "still waiting for every party to answer and fit; the log says why 仍在等待各方",
        ),
      5_000,
    );
    await hub.ready.finally(() => clearTimeout(waiting));

    const restart = async (name: string): Promise<void> => {
      const server = servers.find((one) => one.name === name)!;
      subgraphs.set(name, await startServer(server, subgraphs.get(name)!.port));
    };
    return { url, hub, issuer, subgraphs, restart, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * The port itself if it is free, or any free one for 0: told before anything is started.
 * @throws the system's `EADDRINUSE`
 */
async function freePort(wanted: number): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) =>
    server.once("error", reject).listen(wanted, "127.0.0.1", resolve),
  );
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
