import { setDomainClock } from "@hutong/kit";
import { createTown } from "@hutong/town";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import { startTestTown, type TestTown } from "../kit/town.js";

let town: TestTown;
beforeAll(async () => {
  town = await startTestTown();
  // What the parties do by themselves after a start, such as following what happened, is over first;
  // then no timer of theirs comes due, so that every changed row is somebody's request's.
  let before: unknown;
  await vi.waitFor(
    async () => {
      const now = await fingerprint();
      const same = JSON.stringify(now) === JSON.stringify(before);
      before = now;
      expect(same).toBe(true);
    },
    { timeout: 300_000, interval: 500 },
  );
  setDomainClock({ start: new Date(), since: new Date(), speed: 1e-6 });
});
afterAll(async () => {
  setDomainClock();
  await town.stop();
});

const { cases, personas } = createTown();
const claims = personas.find(({ id }) => id === "grid-worker")!.claims;
const { complaintId } = cases.liftPipe;

/** Every row of every party, counted and summed up, so that any change shows. */
async function fingerprint(): Promise<unknown> {
  const parts: unknown[] = [];
  for (const [name, { orm }] of town.subgraphs) {
    const tables: { table_name: string }[] = await orm.em
      .fork()
      .execute(
        "select table_name from information_schema.tables where table_schema = 'public' and table_name <> 'viewer' order by 1",
      );
    for (const { table_name: table } of tables) {
      const [row] = await orm.em
        .fork()
        .execute<{ count: string; sum: string }[]>(
          `select count(*) as count, coalesce(sum(hashtextextended(t::text, 0)), 0)::text as sum from "${table}" t`,
        );
      parts.push([name, table, row!.count, row!.sum]);
    }
  }
  return parts;
}

async function post(body: string, token?: string) {
  const response = await fetch(`${town.url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body,
  });
  const answer = (await response.json()) as {
    errors: { message: string; extensions: { code: string } }[];
  };
  return {
    status: response.status,
    code: answer.errors[0]?.extensions.code,
    text: JSON.stringify(answer),
  };
}

const dispatch = (complaint: string) =>
  JSON.stringify({
    query: "mutation ($input: ComplaintStepInput!) { dispatchComplaint(input: $input) { state } }",
    variables: { input: { complaint } },
  });
const report = (input: object) =>
  JSON.stringify({
    query: "mutation ($input: ReportComplaintInput!) { reportComplaint(input: $input) { id } }",
    variables: {
      input: {
        community: claims.communities[0],
        title: "路灯不亮",
        description: "东门路灯三天不亮",
        category: "FACILITY_DAMAGE",
        publicPlace: "东门",
        place: "东门",
        reporterName: "欧阳敏",
        reporterPhone: "13912345678",
        ...input,
      },
    },
  });

async function forge(overrides: Record<string, unknown>, expiresIn = 3600): Promise<string> {
  const { privateKey, publicKey } = await generateKeyPair("EdDSA", { extractable: true });
  await exportJWK(publicKey);
  return new SignJWT({ ...claims, iss: town.issuer.issuer, aud: "hutong", ...overrides })
    .setProtectedHeader({ alg: "EdDSA", kid: "forged" })
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + expiresIn)
    .sign(privateKey);
}

describe("bad input", () => {
  it.each([
    ["malformed JSON", '{"query": ', 400, "BAD_REQUEST"],
    ["JSON that is no request", '"hello"', 400, "BAD_REQUEST"],
    ["what is not GraphQL", '{"query":"complaint("}', 400, "GRAPHQL_PARSE_FAILED"],
    ["an unknown field", '{"query":"{ weather }"}', 400, "GRAPHQL_VALIDATION_FAILED"],
    [
      "a wrong enum value in the document",
      '{"query":"{ complaints(filter: { states: [LOST] }) { edges { cursor } } }"}',
      400,
      "GRAPHQL_VALIDATION_FAILED",
    ],
    ["a wrong enum value in a variable", report({ category: "WEATHER" }), 400, "BAD_USER_INPUT"],
    ["an over-long text", report({ title: "长".repeat(61) }), 200, "INVALID_INPUT"],
    ["an unknown id", dispatch("cmp_01ARZ3NDEKTSV4RRFFQ69G5FZZ"), 200, "NOT_FOUND"],
    ["an id of another type", dispatch(claims.communities[0]!), 200, "INVALID_ID"],
    ["an illegal transition", dispatch(complaintId), 200, "ILLEGAL_TRANSITION"],
    ["somebody else's case", dispatch(cases.refusalLetter.complaintId), 200, "FORBIDDEN"],
  ])("%s is refused with a stable code and changes no row", async (_what, body, status, code) => {
    const before = await fingerprint();
    const answer = await post(body, await town.tokenOf("grid-worker"));
    expect([answer.status, answer.code]).toEqual([status, code]);
    expect(answer.text).not.toMatch(/stack|node_modules|select |127\.0\.0\.1/);
    expect(await fingerprint()).toEqual(before);
  });

  it.each([
    [
      "a variable",
      JSON.stringify({
        query: "mutation ($input: AuditFeesInput!) { auditFees(input: $input) { id } }",
        variables: {
          input: { community: claims.communities[0], from: "tomorrow", to: "2026-03-31" },
        },
      }),
      "from",
    ],
    [
      "the document",
      JSON.stringify({
        query: `mutation { auditFees(input: { community: "${claims.communities[0]}", from: "2026-03-01", to: "31.3." }) { id } }`,
      }),
      "to",
    ],
  ])("a day that is none, in %s, is refused by the name of its field", async (_in, body, field) => {
    const before = await fingerprint();
    const answer = await post(body, await town.tokenOf("grid-worker"));
    expect(answer.code).toBe("INVALID_INPUT");
    expect(JSON.parse(answer.text).errors[0].extensions.fields).toEqual({
      [field]: "must be a day like 2026-03-05",
    });
    expect(await fingerprint()).toEqual(before);
  });

  it("a missing, forged, expired or foreign token is refused and changes no row", async () => {
    const before = await fingerprint();
    const expired = (
      await town.issuer.sign(
        {
          ...claims,
          orgs: [...claims.orgs],
          grids: [...claims.grids],
          communities: [...claims.communities],
        },
        { expiresIn: -60 },
      )
    ).token;
    expect(await post(dispatch(complaintId))).toMatchObject({
      status: 401,
      code: "UNAUTHENTICATED",
    });
    expect(await post(dispatch(complaintId), await forge({}))).toMatchObject({
      status: 401,
      code: "TOKEN_INVALID",
    });
    expect(await post(dispatch(complaintId), await forge({ iss: "somebody" }))).toMatchObject({
      status: 401,
      code: "TOKEN_INVALID",
    });
    expect(await post(dispatch(complaintId), expired)).toMatchObject({
      status: 401,
      code: "TOKEN_EXPIRED",
    });
    expect(await fingerprint()).toEqual(before);
  });

  it("a subgraph reached directly without a token tells its SDL and its health, and nothing else", async () => {
    for (const { url } of town.subgraphs.values()) {
      const ask = async (query: string) =>
        await (
          await fetch(url, {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify({ query }),
          })
        ).json();
      expect((await ask("{ _service { sdl } }")).data._service.sdl).toContain("type Query");
      expect((await ask("{ __schema { queryType { name } } }")).errors[0].extensions.code).toBe(
        "UNAUTHENTICATED",
      );
      expect(
        (
          await ask(
            '{ _entities(representations: [{ __typename: "Complaint", id: "x" }]) { __typename } }',
          )
        ).errors[0].extensions.code,
      ).toBe("UNAUTHENTICATED");
      expect((await fetch(new URL("/health", url))).status).toBe(200);
    }
  });
});
