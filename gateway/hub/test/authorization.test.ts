import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createHub, type DemoIssuer, type Hub } from "../src/index.js";
import { createIssuer, gridWorker, postTo } from "./fixture/hub.js";
import { openStream, readParts, take } from "./fixture/live.js";
import { compose } from "./fixture/shop.js";
import { type FixtureSubgraph, startSubgraph } from "./fixture/subgraph.js";

const code = "UNAUTHORIZED_FIELD_OR_TYPE";
const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@authenticated", "@requiresScopes", "@policy"])`;

/** What the subgraphs were asked for, by field. */
let asked: string[] = [];
const giving = (name: string, value: unknown) => () => {
  asked.push(name);
  return value;
};

let subgraphs: FixtureSubgraph[];
let issuer: DemoIssuer;
let guarded: Hub;
let open: Hub;

beforeAll(async () => {
  subgraphs = await Promise.all([
    startSubgraph({
      name: "homes",
      sdl: `${link}
        type Query {
          flats: [Flat!]! keepers: [Keeper!]! vault: Vault door: Door
          log: [String!] @authenticated
        }
        type Subscription { rang: String @requiresScopes(scopes: [["bell"]]) opened: Door }
        type Flat @key(fields: "id") { id: ID! }
        type Door { id: ID! code: String! @policy(policies: [["fire"], ["night", "guard"]]) }
        interface Keeper { name: String phone: String }
        type Guard implements Keeper { name: String phone: String @requiresScopes(scopes: [["phones"]]) shift: Int }
        type Robot implements Keeper { name: String phone: String }
        type Vault @requiresScopes(scopes: [["vault", "keys"], ["chief"]]) { sum: Int }`,
      resolvers: {
        Query: {
          flats: () => [{ id: "f1" }, { id: "f2" }],
          keepers: () => [
            { __typename: "Guard", name: "Li", phone: "138", shift: 2 },
            { __typename: "Robot", name: "R2", phone: "000" },
          ],
          vault: giving("vault", { sum: 7 }),
          door: () => ({ id: "d1" }),
          log: giving("log", ["in"]),
        },
        Door: { code: giving("code", "1234") },
        Subscription: {
          rang: { async *subscribe() {} },
          opened: {
            async *subscribe() {
              yield { opened: { id: "d1" } };
            },
          },
        },
      },
    }),
    startSubgraph({
      name: "people",
      sdl: `${link}
        type Flat @key(fields: "id") {
          id: ID! owner: Owner @requiresScopes(scopes: [["owners"]])
          debt: Int! @requiresScopes(scopes: [["debts"]])
        }
        type Owner { name: String }`,
      resolvers: {
        Flat: {
          __resolveReference: (flat: object) => flat,
          owner: giving("owner", { name: "Ada" }),
          debt: giving("debt", 5),
        },
      },
    }),
  ]);
  issuer = await createIssuer();
  const supergraph = { sdl: compose(subgraphs) };
  guarded = await createHub({
    supergraph,
    identity: { issuers: [issuer] },
    port: 0,
    holdsPolicy: (policy, token) =>
      policy !== "fire" && token?.claims.scope.includes("door") === true,
  });
  open = await createHub({ supergraph, identity: false, port: 0 });
});
afterAll(async () => {
  await Promise.all([guarded.stop(), open.stop()]);
  await Promise.all(subgraphs.map((subgraph) => subgraph.stop()));
});
beforeEach(() => (asked = []));

async function ask(query: string, scope: string, path = "/graphql") {
  const { token } = await issuer.sign({ ...gridWorker, scope });
  return (await postTo(guarded.url, query, { token }, path)).body;
}
const withheld = (...path: (string | number)[]) =>
  expect.objectContaining({ path, extensions: { code } });

describe.each(["/graphql", "/graphql?"])("by %s, a field that is not for the caller", (path) => {
  it("is null with an error in each place, and never fetched", async () => {
    const query = "{ flats { id who: owner { name } } }";
    expect(await ask(query, "debts", path)).toEqual({
      data: {
        flats: [
          { id: "f1", who: null },
          { id: "f2", who: null },
        ],
      },
      errors: [withheld("flats", 0, "who"), withheld("flats", 1, "who")],
    });
    expect(asked).toEqual([]);
  });

  it("is there for whoever has the scope", async () => {
    const { data, errors } = await ask("{ flats { owner { name } debt } }", "debts owners", path);
    expect(errors).toBeUndefined();
    expect(data.flats[1]).toEqual({ owner: { name: "Ada" }, debt: 5 });
  });
});

it("takes along what may not be null without it, up to what may", async () => {
  const { data, errors } = await ask("{ door { id } flats { id debt } }", "");
  expect(data).toBeNull();
  expect(errors).toEqual(expect.arrayContaining([withheld("flats", 0, "debt")]));
  expect(asked).toEqual([]);
});

it("holds for a type wherever it is given, by any one of the lists of scopes", async () => {
  for (const scope of ["", "vault", "keys"]) {
    expect(await ask("{ vault { sum } }", scope)).toEqual({
      data: { vault: null },
      errors: [withheld("vault")],
    });
  }
  expect(asked).toEqual([]);
  for (const scope of ["chief", "keys vault"])
    expect(await ask("{ vault { sum } }", scope)).toEqual({ data: { vault: { sum: 7 } } });
});

it("asks the policies, all of one list", async () => {
  const query = "{ door { id code } }";
  expect(await ask(query, "")).toEqual({
    data: { door: null },
    errors: [withheld("door", "code")],
  });
  expect(await ask(query, "door")).toEqual({ data: { door: { id: "d1", code: "1234" } } });
});

it("holds in fragments, and on an interface for all that is behind it", async () => {
  const query = `{
    keepers { name ...G ... on Robot { phone } }
    again: keepers { phone }
  } fragment G on Guard { phone shift }`;
  const { data, errors } = await ask(query, "");
  expect(data).toEqual({
    keepers: [
      { name: "Li", phone: null, shift: 2 },
      { name: "R2", phone: "000" },
    ],
    again: [{ phone: null }, { phone: null }],
  });
  expect(errors).toEqual([
    withheld("keepers", 0, "phone"),
    withheld("again", 0, "phone"),
    withheld("again", 1, "phone"),
  ]);
  expect((await ask(query, "phones")).errors).toBeUndefined();
});

it("holds on an interface also where the supergraph says it only of a type behind it", async () => {
  const sdl = compose(subgraphs);
  const older = sdl.replace(/(interface Keeper[^}]*phone: String)[^}]*/, "$1 ");
  expect(older).not.toBe(sdl);
  const hub = await createHub({
    supergraph: { sdl: older },
    identity: { issuers: [issuer] },
    port: 0,
  });
  const { token } = await issuer.sign({ ...gridWorker, scope: "" });
  const { body } = await postTo(hub.url, "{ keepers { phone } }", { token });
  await hub.stop();
  expect(body.data).toEqual({ keepers: [{ phone: null }, { phone: null }] });
});

it("holds under whatever names the parties imported the directives", async () => {
  const imports = /"@(authenticated|requiresScopes|policy)"/g;
  const renamed = subgraphs.map((subgraph) => ({
    ...subgraph,
    sdl: subgraph.sdl
      .replace(imports, '{ name: "@$1", as: "@their_$1" }')
      .replace(/ @(?=authenticated|requiresScopes|policy)/g, " @their_"),
  }));
  const sdl = compose(renamed);
  expect(sdl).not.toMatch(/ @(authenticated|requiresScopes|policy)\b/);
  const hub = await createHub({
    supergraph: { sdl },
    identity: { issuers: [issuer] },
    holdsPolicy: () => false,
    port: 0,
  });
  const { token } = await issuer.sign({ ...gridWorker, scope: "" });
  const query = "{ flats { owner { name } } vault { sum } door { code } }";
  const { body } = await postTo(hub.url, query, { token });
  await hub.stop();
  const flats = [{ owner: null }, { owner: null }];
  expect(body.data).toEqual({ flats, vault: null, door: null });
  expect(asked).toEqual([]);
});

it("answers each caller by their own scopes, whoever asked the same before", async () => {
  const query = "{ flats { owner { name } } }";
  const firstOwner = async (scope: string) => (await ask(query, scope)).data.flats[0].owner;
  expect(await firstOwner("owners")).toEqual({ name: "Ada" });
  expect(await firstOwner("")).toBeNull();
  expect(await firstOwner("owners debts")).toEqual({ name: "Ada" });
});

it("holds in what comes later", async () => {
  const { token } = await issuer.sign({ ...gridWorker, scope: "" });
  const query = "{ flats { id } ... @defer { vault { sum } door { id } } }";
  const response = await openStream(
    guarded.url,
    "multipart/mixed",
    { query },
    { authorization: `Bearer ${token}` },
  );
  const parts = readParts(response);
  expect((await take(parts)).data).toEqual({ flats: [{ id: "f1" }, { id: "f2" }] });
  const { incremental } = await take(parts);
  expect(incremental).toEqual([
    { data: { vault: null, door: { id: "d1" } }, path: [], errors: [withheld("vault")] },
  ]);
  expect(asked).toEqual([]);
});

it("refuses a subscription that is not for the caller, and withholds a field of its events", async () => {
  const { token } = await issuer.sign({ ...gridWorker, scope: "" });
  const multipart = 'multipart/mixed;subscriptionSpec="1.0", application/json';
  const headers = { accept: multipart };
  const refused = await postTo(guarded.url, "subscription { rang }", { token, headers });
  expect([refused.status, refused.body.errors?.[0]?.extensions["code"]]).toEqual([403, code]);
  const query = "subscription { opened { id code } }";
  const events = readParts(
    await openStream(guarded.url, multipart, { query }, { authorization: `Bearer ${token}` }),
  );
  expect((await take(events)).payload).toMatchObject({
    data: { opened: null },
    errors: [{ path: ["opened", "code"], extensions: { code } }],
  });
});

it("asks a token of all but introspection, and withholds nothing in open mode", async () => {
  const { body } = await postTo(guarded.url, "{ log }");
  expect(body.errors?.[0]?.extensions["code"]).toBe("UNAUTHENTICATED");
  expect(await ask("{ log }", "")).toEqual({ data: { log: ["in"] } });
  expect((await postTo(open.url, "{ vault { sum } flats { debt } }")).body.errors).toBeUndefined();
});
