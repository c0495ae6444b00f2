import type { PartyName } from "@hutong/registry";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { caseRoomQuery } from "../kit/case-room.js";
import { startTestTown, type TestTown } from "../kit/town.js";

let town: TestTown;
beforeAll(async () => {
  town = await startTestTown();
});
afterAll(() => town.stop());

/** What of the case is each party's. */
const partOf: Record<Exclude<PartyName, "neighborhood">, (complaint: any) => unknown[]> = {
  owners: ({ contract }) => [contract?.number],
  property: ({ workOrders }) => workOrders ?? [],
  cleaning: ({ cleaningTasks }) => cleaningTasks ?? [],
  consortium: ({ helpRequests }) => helpRequests ?? [],
};

const query = /* GraphQL */ `
  query ($number: String!) {
    complaint(number: $number) {
      number
      title
      timeline {
        kind
      }
    }
  }
`;

describe("with one party down", () => {
  it.each([
    ["owners", "owners", { code: "SUBGRAPH_UNAVAILABLE", subgraph: "owners" }],
    ["consortium", "consortium", { code: "SUBGRAPH_UNAVAILABLE", subgraph: "consortium" }],
    // The firm of this case, and the contractor of the firm.
    ["f02", "property", { code: "OPERATOR_UNAVAILABLE", subgraph: "property", operator: "f02" }],
    ["c01", "cleaning", { code: "OPERATOR_UNAVAILABLE", subgraph: "cleaning", operator: "c01" }],
  ] as const)(
    "%s costs its own part of the answer and one clear error",
    async (server, party, error) => {
      const whole = await town.ask("grid-worker", caseRoomQuery, { number: "TS-2026-0508" });
      expect(whole.errors).toBeUndefined();

      await town.subgraphs.get(server)!.stop();
      try {
        const { status, data, errors } = await town.ask("grid-worker", caseRoomQuery, {
          number: "TS-2026-0508",
        });
        expect(status).toBe(200);
        expect(errors).toHaveLength(1);
        expect(errors![0]!.extensions).toMatchObject(error);
        expect(errors![0]!.path?.[0]).toBe("complaint");
        expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|ECONN|stack/);
        expect(data!["complaint"]).toMatchObject({
          number: "TS-2026-0508",
          title: whole.data!["complaint"].title,
        });
        for (const [other, part] of Object.entries(partOf)) {
          if (other === party) expect(part(data!["complaint"])[0] ?? null).toBeNull();
          else expect(part(data!["complaint"])).toEqual(part(whole.data!["complaint"]));
        }
      } finally {
        await town.restart(server);
      }
      await expect
        .poll(
          async () =>
            (await town.ask("grid-worker", caseRoomQuery, { number: "TS-2026-0508" })).errors,
        )
        .toBeUndefined();
    },
  );

  it("the neighborhood takes its cases along, and what does not need it still answers", async () => {
    const both = `query ($number: String!, $firm: ID!) {
      complaint(number: $number) { number } propertyFirm(id: $firm) { shortName experts(first: 1) { edges { node { name } } } } }`;
    const firm = (
      await town.ask("grid-worker", "{ propertyFirms(first: 1) { edges { node { id } } } }")
    ).data!["propertyFirms"].edges[0].node.id;
    await town.subgraphs.get("neighborhood")!.stop();
    try {
      const { data, errors } = await town.ask("grid-worker", both, {
        number: "TS-2026-0508",
        firm,
      });
      expect(data!["complaint"]).toBeNull();
      expect(data!["propertyFirm"].shortName).toMatch(/./);
      expect(errors).toEqual([
        expect.objectContaining({
          path: ["complaint"],
          extensions: expect.objectContaining({
            code: "SUBGRAPH_UNAVAILABLE",
            subgraph: "neighborhood",
          }),
        }),
      ]);
    } finally {
      await town.restart("neighborhood");
    }
    expect(
      (await town.ask("grid-worker", query, { number: "TS-2026-0508" })).errors,
    ).toBeUndefined();
  });
});
