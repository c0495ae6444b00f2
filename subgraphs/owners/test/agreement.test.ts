import { newId, setDomainClock, StoredPhoto } from "@hutong/kit";
import { watch } from "@hutong/kit/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { SupplementaryAgreement } from "../src/agreement/agreement.entity.js";
import { AgreementState, AgreementStep } from "../src/agreement/agreement.state.js";
import { type Fixture, ids, people, type PersonName, startOwners } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startOwners();
});
afterAll(() => fixture.stop());
afterEach(() => setDomainClock());

const fields =
  "id number state proposedBy answerBy answeredByName letter penaltyFen rewardFen canAnswer";
const propose = `mutation ($input: ProposeAgreementInput!) { proposeAgreement(input: $input) { ${fields} } }`;
const accept = `mutation ($id: ID!) { acceptAgreement(input: { agreement: $id }) { ${fields} } }`;
const refuse = `mutation ($id: ID!, $letter: String!) { refuseAgreement(input: { agreement: $id, letter: $letter }) { ${fields} } }`;
const letter = "本公司已有每日巡查、月度排名与年度考核,合同亦未要求使用该平台,恕不采用。";

const terms = (rest: Record<string, unknown> = {}) => ({
  input: {
    contract: ids.contract,
    title: "使用协同平台的补充协议",
    text: "双方同意以本平台派发每日任务;逾期未办的任务开放抢单。",
    namesPlatform: true,
    penaltyFen: 2000,
    rewardFen: 1500,
    startsOn: "2026-01-01",
    endsOn: "2098-12-31",
    ...rest,
  },
});

async function proposed(by: PersonName = "committee", rest = {}): Promise<string> {
  const { data, errors } = await fixture.subgraph.ask(people[by], propose, terms(rest));
  expect(errors).toBeUndefined();
  return data!["proposeAgreement"].id;
}
const stored = (id: string) =>
  fixture.subgraph.orm.em.fork().findOneOrFail(SupplementaryAgreement, id);
const count = () => fixture.subgraph.orm.em.fork().count(SupplementaryAgreement);

describe("a supplementary agreement", () => {
  it("is proposed by the committee and signed by the firm", async () => {
    const id = await proposed();
    expect(await stored(id)).toMatchObject({
      state: "PROPOSED",
      proposedBy: "OWNERS",
      communityId: ids.community,
      firmId: ids.firm,
    });
    const { data } = await fixture.subgraph.ask(people.manager, accept, { id });
    expect(data?.["acceptAgreement"]).toMatchObject({
      state: "ACCEPTED",
      answeredByName: people.manager.name,
      penaltyFen: 2000,
      rewardFen: 1500,
      canAnswer: false,
    });
  });

  it("is proposed by the firm and signed by the committee", async () => {
    const id = await proposed("manager");
    expect((await stored(id)).proposedBy).toBe("FIRM");
    expect(await fixture.code("manager", accept, { id })).toBe("FORBIDDEN");
    expect(await fixture.code("committee", accept, { id })).toBeUndefined();
  });

  it("is refused with a letter, which both sides can read", async () => {
    const id = await proposed();
    const { data } = await fixture.subgraph.ask(people.manager, refuse, { id, letter });
    expect(data?.["refuseAgreement"]).toMatchObject({ state: "REFUSED", letter });
    const seen = await fixture.subgraph.ask(
      people.committee,
      "query ($id: ID!) { supplementaryAgreement(id: $id) { letter contract { number } } }",
      { id },
    );
    expect(seen.data?.["supplementaryAgreement"]).toMatchObject({ letter });
  });

  it("carries pictures of the letter that the one who refuses has sent for it, and no others", async () => {
    const id = await proposed();
    const prepare = (who: PersonName) =>
      fixture.subgraph.ask(
        people[who],
        `mutation ($id: ID!) { prepareLetterPhoto(input: { contentType: "image/jpeg", byteLength: 900, subject: $id }) { id } }`,
        { id },
      );
    for (const who of ["committee", "owner", "otherManager", "gridWorker"] as const)
      expect((await prepare(who)).errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
    const { id: photo } = (await prepare("manager")).data!["prepareLetterPhoto"];
    const withPhotos = `mutation ($id: ID!, $letter: String!, $photos: [ID!]) {
      refuseAgreement(input: { agreement: $id, letter: $letter, photos: $photos }) { state letterPhotos { id caption } } }`;
    // Asked for, but never sent.
    expect(await fixture.code("manager", withPhotos, { id, letter, photos: [photo] })).toBe(
      "PHOTO_NOT_USABLE",
    );
    expect((await stored(id)).state).toBe("PROPOSED");
    const em = fixture.subgraph.orm.em.fork();
    em.create(StoredPhoto, {
      id: photo,
      subject: null,
      caption: "",
      takenAt: new Date(),
      mime: "image/jpeg",
      width: 4,
      height: 3,
      storedIn: "database",
      bytes: Buffer.from("jpeg"),
      uploadedBy: people.manager.sub,
      preparedFor: id,
    });
    await em.flush();
    const { data } = await fixture.subgraph.ask(people.manager, withPhotos, {
      id,
      letter,
      photos: [photo],
    });
    expect(data?.["refuseAgreement"]).toEqual({
      state: "REFUSED",
      letterPhotos: [{ id: photo, caption: "拒绝函" }],
    });
  });

  it("carries the letter as PDF, apart from its pictures", async () => {
    const id = await proposed();
    const em = fixture.subgraph.orm.em.fork();
    const files = [
      ["image/jpeg", newId("pho")],
      ["application/pdf", newId("pho")],
    ] as const;
    for (const [mime, file] of files)
      em.create(StoredPhoto, {
        id: file,
        subject: null,
        caption: "",
        takenAt: new Date(),
        mime,
        width: 0,
        height: 0,
        storedIn: "database",
        bytes: Buffer.from("bytes"),
        uploadedBy: people.manager.sub,
        preparedFor: id,
      });
    await em.flush();
    const { data } = await fixture.subgraph.ask(
      people.manager,
      `mutation ($id: ID!, $letter: String!, $photos: [ID!]) {
        refuseAgreement(input: { agreement: $id, letter: $letter, photos: $photos }) { letterPhotos { id } letterDocuments { id caption } } }`,
      { id, letter, photos: files.map(([, file]) => file) },
    );
    expect(data?.["refuseAgreement"]).toEqual({
      letterPhotos: [{ id: files[0][1] }],
      letterDocuments: [{ id: files[1][1], caption: "拒绝函" }],
    });
  });

  it("is not refused without saying why", async () => {
    const id = await proposed();
    expect(await fixture.code("manager", refuse, { id, letter: "不签" })).toBe("INVALID_INPUT");
    expect((await stored(id)).state).toBe("PROPOSED");
  });

  it("is answered once, however many answer at the same moment", async () => {
    const id = await proposed();
    const codes = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        i % 2
          ? fixture.code("manager", accept, { id })
          : fixture.code("manager", refuse, { id, letter }),
      ),
    );
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === "ILLEGAL_TRANSITION")).toHaveLength(9);
  });

  it("has a number of its own, also when several are proposed at once", async () => {
    const made = await Promise.all(
      Array.from({ length: 6 }, () => fixture.subgraph.ask(people.committee, propose, terms())),
    );
    const numbers = made.map(({ data }) => data?.["proposeAgreement"].number as string);
    expect(new Set(numbers).size).toBe(6);
    for (const number of numbers) expect(number).toMatch(/^BC-\d{4}-\d{3}$/);
  });

  it.each(["owner", "gridWorker", "secretary", "otherManager", "otherCommittee", "app"] as const)(
    "is not for %s to propose",
    async (who) => {
      const before = await count();
      expect(await fixture.code(who, propose, terms())).toBe("FORBIDDEN");
      expect(await count()).toBe(before);
    },
  );

  it.each(["committee", "owner", "otherManager", "otherCommittee", "secretary"] as const)(
    "proposed by the committee is not for %s to answer",
    async (who) => {
      const id = await proposed();
      expect(await fixture.code(who, accept, { id })).toBe("FORBIDDEN");
      expect(await fixture.code(who, refuse, { id, letter })).toBe("FORBIDDEN");
      expect((await stored(id)).state).toBe("PROPOSED");
    },
  );

  it.each([
    ["ends before it begins", { startsOn: "2030-02-01", endsOn: "2030-01-01" }, "INVALID_INPUT"],
    ["has passed already", { startsOn: "2020-01-01", endsOn: "2020-02-01" }, "INVALID_INPUT"],
    ["fines without naming the platform", { namesPlatform: false }, "INVALID_INPUT"],
    ["fines less than nothing", { penaltyFen: -1 }, "INVALID_INPUT"],
    ["has no text", { text: "" }, "INVALID_INPUT"],
    [
      "supplements a contract that has run out",
      { contract: ids.oldContract },
      "ILLEGAL_TRANSITION",
    ],
    ["supplements no contract", { contract: ids.unknownContract }, "NOT_FOUND"],
    ["supplements something else", { contract: ids.community }, "INVALID_ID"],
  ])("that %s is refused and not stored", async (_what, wrong, code) => {
    const before = await count();
    expect(await fixture.code("committee", propose, terms(wrong))).toBe(code);
    expect(await count()).toBe(before);
  });

  it.each(["otherManager", "otherCommittee", "otherGridWorker", "app"] as const)(
    "is not for %s to read",
    async (who) => {
      const id = await proposed();
      const read = "query ($id: ID!) { supplementaryAgreement(id: $id) { text } }";
      expect(await fixture.code(who, read, { id })).toBe("FORBIDDEN");
      const listed = await fixture.subgraph.ask(
        people[who],
        `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Community { supplementaryAgreements { edges { node { id } } } } } }`,
        { r: [{ __typename: "Community", id: ids.community }] },
      );
      expect(listed.data?.["_entities"][0].supplementaryAgreements.edges).toEqual([]);
    },
  );

  it.each(["owner", "gridWorker", "manager", "secretary", "service"] as const)(
    "is listed to %s, newest first",
    async (who) => {
      const id = await proposed();
      const { data } = await fixture.subgraph.ask(
        people[who],
        `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Community { supplementaryAgreements(first: 2) { edges { node { id } } pageInfo { hasNextPage } } } } }`,
        { r: [{ __typename: "Community", id: ids.community }] },
      );
      const page = data?.["_entities"][0].supplementaryAgreements;
      expect(page.edges[0].node.id).toBe(id);
      expect(page.pageInfo.hasNextPage).toBe(true);
    },
  );
});

describe("the steps of an agreement", () => {
  const legal: Record<AgreementStep, AgreementState[]> = {
    [AgreementStep.ACCEPT]: [AgreementState.PROPOSED],
    [AgreementStep.REFUSE]: [AgreementState.PROPOSED],
    [AgreementStep.EXPIRE]: [AgreementState.PROPOSED, AgreementState.ACCEPTED],
  };
  const cases = Object.values(AgreementStep).flatMap((step) =>
    Object.values(AgreementState).map((state) => ({ step, state })),
  );
  it.each(cases)("$step from $state is as the rules say", ({ step, state }) => {
    const agreement = Object.assign(new SupplementaryAgreement(), { state });
    const at = new Date();
    const take = () =>
      step === AgreementStep.ACCEPT
        ? agreement.accept(at, { byName: "卫经理" })
        : step === AgreementStep.REFUSE
          ? agreement.refuse(at, { byName: "卫经理", letter })
          : agreement.expire(at);
    if (legal[step].includes(state)) {
      take();
      expect(agreement.state).not.toBe(state);
    } else {
      expect(take).toThrow(expect.objectContaining({ code: "ILLEGAL_TRANSITION" }));
      expect(agreement.state).toBe(state);
    }
  });
});

describe("time", () => {
  it("ends a proposal that nobody answered and an agreement whose last day is over, once each", async () => {
    const answered = await proposed("committee", { endsOn: "2090-06-30" });
    await fixture.subgraph.ask(people.manager, accept, { id: answered });
    const silent = await proposed("committee", { answerWithinDays: 3 });
    const events = await watchAs("service");
    const days = (n: number) => new Date(Date.now() + n * 86_400_000);

    setDomainClock({ start: days(4), since: new Date(), speed: 1 });
    expect(await events.until("EXPIRED")).toMatchObject({ agreement: { id: silent } });
    expect(await fixture.code("manager", accept, { id: silent })).toBe("ILLEGAL_TRANSITION");
    expect((await stored(answered)).state).toBe("ACCEPTED");

    setDomainClock({ start: new Date("2090-06-30T16:00:01Z"), since: new Date(), speed: 1 });
    const last = await events.until("EXPIRED", (event) => event.agreement.id === answered);
    expect(last).toMatchObject({ agreement: { state: "EXPIRED" } });
    await events.close();
  });
});

const watchAs = (who: PersonName) =>
  watch(
    fixture.subgraph,
    people[who],
    `subscription { agreementChanged(after: "0-0") { cursor kind agreement { id state } } }`,
  );

describe("agreementChanged", () => {
  it("tells both sides, and nobody else, from the beginning", async () => {
    const id = await proposed();
    await fixture.subgraph.ask(people.manager, accept, { id });
    const events = await watchAs("manager");
    expect(await events.until("ACCEPTED", (event) => event.agreement.id === id)).toMatchObject({
      agreement: { state: "ACCEPTED" },
    });
    await events.close();

    const other = await proposed("otherCommittee", { contract: ids.otherContract });
    const seen = await watchAs("otherCommittee");
    // The first event this committee is told of is its own, though many of the others came before.
    expect((await seen.next()).agreement.id).toBe(other);
    await seen.close();
  });
});
