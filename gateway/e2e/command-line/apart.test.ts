import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { type EmbeddedPostgres, startEmbeddedPostgres } from "@hutong/kit/postgres";
import { type PartyName, partyNames } from "@hutong/registry";
import { createTown } from "@hutong/town";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { caseRoomQuery } from "../kit/case-room.js";
import { type Command, hutong, interrupt, readyUrl } from "../kit/command.js";
import { freePort } from "../kit/free-port.js";

let home: string;
let postgres: EmbeddedPostgres;
const running: Command[] = [];

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), "hutong-apart-"));
  await chmod(home, 0o755);
  postgres = await startEmbeddedPostgres({ home, throwaway: true });
});
afterAll(async () => {
  await Promise.all(running.map(interrupt));
  await postgres.stop();
  await rm(home, { recursive: true, force: true });
});

const run = (args: string[], environment: Record<string, string>): Command => {
  const command = hutong(args, { HUTONG_HOME: home, HUTONG_LOG_LEVEL: "warn", ...environment });
  running.push(command);
  return command;
};

describe("the parties and the hub run apart", () => {
  let port: number;
  let token: string;
  let url: string;
  let startParty: (party: PartyName) => Promise<Command>;
  let startHub: () => Promise<Command>;
  const ports = new Map<PartyName, number>();
  const servers = new Map<PartyName, Command>();
  let hub: Command;

  const ask = async (query: string, variables: object = {}): Promise<any> => {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    return response.json();
  };

  beforeAll(async () => {
    // The hub's keys are needed by the subgraphs, its answers need the subgraphs: it may start first.
    token = await tokenOf("grid-worker");
    const { jwks } = await hubKeys();
    port = await freePort();
    startParty = async (party) => {
      const command = run(["subgraph", party], {
        PORT: String(ports.get(party) ?? 0),
        [`DATABASE_URL_${party.toUpperCase()}`]: await postgres.ensureDatabase(party),
        HUTONG_ISSUERS: `urn:hutong:demo=${jwks}`,
        HUTONG_SEED: "demo",
        HUTONG_HUB_URL: `http://127.0.0.1:${port}/graphql`,
        HUTONG_SERVICE_TOKEN_FILE: await tokenFileOf(party),
      });
      ports.set(party, Number(new URL(readyUrl(await command.untilSays("ready"))).port));
      return command;
    };
    await Promise.all(partyNames.map(async (party) => servers.set(party, await startParty(party))));
    const subgraphs = partyNames.map(
      (party) => `${party}=http://127.0.0.1:${ports.get(party)}/graphql`,
    );
    startHub = async () => {
      const command = run(["hub", "--port", String(port)], {
        HUTONG_SUBGRAPHS: subgraphs.join(","),
        HUTONG_DEMO: "true",
      });
      url = readyUrl(await command.untilSays("ready"));
      return command;
    };
    hub = await startHub();
  });

  it("each as a process of its own on an existing PostgreSQL, and one operation finds them all", async () => {
    const { data, errors } = await ask(caseRoomQuery, {
      number: createTown().cases.liftPipe.number,
    });
    expect(errors).toBeUndefined();
    expect(data.complaint).toMatchObject({
      contract: { number: expect.any(String) },
      responsibleFirm: { shortName: expect.any(String) },
      workOrders: [{ state: "NEEDS_EXPERT" }],
      cleaningTasks: [{ state: "DONE" }, { state: "DONE" }],
    });
  });

  it("and follow each other: a dispatched complaint becomes one work order, whoever is killed meanwhile", async () => {
    const filed = await ask(
      "{ complaints(first: 100, filter: { states: [FILED] }) { edges { node { id responsibleFirm { id } workOrders { id } } } } }",
    );
    const ids: string[] = filed.data.complaints.edges
      .map(({ node }: any) => node)
      .filter(({ responsibleFirm, workOrders }: any) => responsibleFirm && workOrders.length === 0)
      .map(({ id }: any) => id);
    const dispatch = async (id: string): Promise<void> => {
      const { errors } = await ask(
        `mutation { dispatchComplaint(input: { complaint: "${id}" }) { state } }`,
      );
      expect(errors).toBeUndefined();
    };
    const kill = async (command: Command): Promise<void> => {
      command.process.kill("SIGKILL");
      await command.ended;
    };

    const [first, second] = ids as [string, string];
    await dispatch(first);
    await kill(servers.get("property")!);
    await dispatch(second);
    await kill(hub);
    servers.set("property", await startParty("property"));
    hub = await startHub();

    for (const id of [first, second]) {
      const seen = `{ complaint(id: "${id}") { timeline { kind } workOrders { state } } }`;
      for (;;) {
        const { complaint } = (await ask(seen)).data;
        const notes = complaint.timeline.filter(({ kind }: any) => kind === "WORK_ORDER_CREATED");
        if (notes.length === 0) continue;
        expect(notes).toHaveLength(1);
        expect(complaint.workOrders).toEqual([{ state: "CREATED" }]);
        break;
      }
    }
  });

  it("and so do the operators of one party, which the hub finds in a directory", async () => {
    const { firms } = createTown();
    const { jwks } = await hubKeys();
    const two = ["f01", "f02"].map((id) => firms.find(({ operator }) => operator === id)!);
    const started = await Promise.all(
      two.map(async ({ operator }) => {
        const command = run(["subgraph", "property"], {
          PORT: "0",
          HUTONG_OPERATOR: operator,
          DATABASE_URL_PROPERTY: await postgres.ensureDatabase(`property_${operator}`),
          HUTONG_ISSUERS: `urn:hutong:demo=${jwks}`,
          HUTONG_SEED: "demo",
        });
        const ready = readyUrl(await command.untilSays("ready"));
        return { command, url: new URL("/graphql", ready).href };
      }),
    );
    const property = two.map(({ id, operator }, index) => ({
      id: operator,
      url: started[index]!.url,
      keys: [id],
    }));
    const directory = path.join(home, "operators.json");
    await writeFile(directory, JSON.stringify({ property }));
    const command = run(["hub", "--port", "0", "--operators", directory], {
      HUTONG_SUBGRAPHS: partyNames
        .map((party) => `${party}=http://127.0.0.1:${ports.get(party)}/graphql`)
        .join(","),
      HUTONG_DEMO: "true",
    });
    url = readyUrl(await command.untilSays("ready"));
    token = await tokenOf("secretary");
    const list = "{ workOrders(first: 100) { edges { node { id } } } }";
    const firmsIn = ({ data }: any) =>
      new Set(data.workOrders.edges.map(({ node }: any) => node.id.split("_")[1]));

    const whole = await ask(list);
    expect(whole.errors).toBeUndefined();
    expect(firmsIn(whole)).toEqual(new Set(["f01", "f02"]));
    await interrupt(started[0]!.command);
    const rest = await ask(list);
    expect(firmsIn(rest)).toEqual(new Set(["f02"]));
    expect(rest.errors).toMatchObject([
      { extensions: { code: "OPERATOR_UNAVAILABLE", operator: "f01" } },
    ]);
  });
});

async function tokenOf(who: string): Promise<string> {
  return (await hutong(["token", who], { HUTONG_HOME: home }).ended).output.trim();
}

async function tokenFileOf(party: string): Promise<string> {
  const file = path.join(home, `${party}.token`);
  await writeFile(file, await tokenOf(party), { mode: 0o600 });
  return file;
}

/** A hub with the same home has the same keys, and publishes them. */
async function hubKeys(): Promise<{ jwks: string }> {
  const hub = run(
    [
      "hub",
      "--port",
      "0",
      "--supergraph",
      path.resolve(import.meta.dirname, "../../../schema/supergraph.graphql"),
    ],
    {
      HUTONG_DEMO: "true",
    },
  );
  return { jwks: `${readyUrl(await hub.untilSays("ready"))}/demo/jwks` };
}
