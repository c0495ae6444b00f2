import "@hutong/kit";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { ConsortiumSettings } from "../src/settings/settings.entity.js";
import { type Fixture, firmId, people, type PersonName, startConsortium } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startConsortium();
});
afterAll(() => fixture.stop());
const stated = {
  helpAnswerHours: 4,
  archiveDays: 7,
  fullCredit: 100,
  lowRating: 2,
  lowRatingPoints: 1,
};
afterEach(async () => {
  await fixture.subgraph.orm.em.fork().nativeUpdate(ConsortiumSettings, {}, stated);
});

const fields = "helpAnswerHours archiveDays fullCredit lowRating lowRatingPoints";
const change = `mutation ($input: ConsortiumSettingsInput!) { changeConsortiumSettings(input: $input) { ${fields} } }`;
const settle = (input: object) => fixture.subgraph.ask(people.secretary, change, { input });

describe("the consortium's settings", () => {
  it("are the stated defaults until the secretariat settles one anew, and the others stay", async () => {
    const before = await fixture.subgraph.ask(people.owner, `{ consortiumSettings { ${fields} } }`);
    expect(before.data!["consortiumSettings"]).toEqual(stated);
    const { data } = await settle({ helpAnswerHours: 12 });
    expect(data!["changeConsortiumSettings"]).toEqual({ ...stated, helpAnswerHours: 12 });
  });

  it.each<PersonName>(["manager", "expert", "gridWorker", "committee", "owner", "service", "app"])(
    "are not %s's to settle",
    async (who) => {
      expect(await fixture.code(who, change, { input: { fullCredit: 1 } })).toBe("FORBIDDEN");
    },
  );

  it.each([{ helpAnswerHours: 0 }, { archiveDays: 91 }, { lowRating: 6 }, { lowRatingPoints: -1 }])(
    "refuse %j",
    async (input) => {
      expect(await fixture.code("secretary", change, { input })).toBe("INVALID_INPUT");
    },
  );

  it("say how long firms have to answer a call for help", async () => {
    await settle({ helpAnswerHours: 12 });
    const { data } = await fixture.subgraph.ask(
      people.manager,
      `mutation ($complaint: ID!) { askAllFirms(input: { complaint: $complaint, summary: "立管渗水查不出漏点请求支援", skills: [] }) { broadcastAt deadlineAt } }`,
      { complaint: fixture.knowCase() },
    );
    const { broadcastAt, deadlineAt } = data!["askAllFirms"];
    expect(Date.parse(deadlineAt) - Date.parse(broadcastAt)).toBe(12 * 3_600_000);
  });

  it("say with how much credit a firm begins", async () => {
    await settle({ fullCredit: 120 });
    const { data } = await fixture.subgraph.ask(
      people.secretary,
      "query ($id: ID!) { propertyFirm(id: $id) { creditScore } }",
      { id: firmId(5) },
    );
    expect(data!["propertyFirm"].creditScore).toBe(120);
  });
});
