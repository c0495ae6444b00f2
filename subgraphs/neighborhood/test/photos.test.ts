import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { Complaint } from "../src/complaint/complaint.entity.js";
import { type Fixture, ids, people, type PersonName, startNeighborhood } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startNeighborhood();
});
afterAll(() => fixture.subgraph.stop());

/** One red pixel. */
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
  "base64",
);

/** Sends a photo as somebody, to where the party said; gives its id or the refusal. */
async function send(who: PersonName, subject: string) {
  const { data, errors } = await fixture.subgraph.ask(
    people[who],
    "mutation ($input: PreparePhotoInput!) { prepareComplaintPhoto(input: $input) { id uploadUrl } }",
    { input: { contentType: "image/png", byteLength: png.length, subject } },
  );
  if (errors) return { code: errors[0]!.extensions["code"] };
  const { id, uploadUrl } = data!["prepareComplaintPhoto"];
  const path = uploadUrl.replace("/photos/neighborhood/", "/photos/");
  const response = await fetch(new URL(path, fixture.subgraph.url), {
    method: "PUT",
    body: png,
    headers: { "content-type": "image/png" },
  });
  expect(response.ok).toBe(true);
  return { id: id as string };
}

const add = async (who: PersonName, complaint: string, photos: string[]) => {
  const { data, errors } = await fixture.subgraph.ask(
    people[who],
    `mutation ($input: AddComplaintPhotosInput!) {
      addComplaintPhotos(input: $input) { photos { id caption } timeline { kind by } } }`,
    { input: { complaint, photos, caption: "漏水处" } },
  );
  return { case: data?.["addComplaintPhotos"], code: errors?.[0]?.extensions["code"] };
};

describe("photos of a case", () => {
  it.each([
    ["owner", "居民"],
    ["gridWorker", "沈格"],
    ["manager", "卫经理"],
  ] as const)("are added by %s, and stand in the timeline", async (who, by) => {
    const id = await fixture.complain();
    const photo = await send(who, id);
    expect((await add(who, id, [photo.id!])).case).toEqual({
      photos: [{ id: photo.id, caption: "漏水处" }],
      timeline: [{ kind: "PHOTO_ADDED", by }],
    });
  });

  it.each(["otherOwner", "otherGridWorker", "otherManager", "secretary", "expert"] as const)(
    "are refused to %s",
    async (who) => {
      const id = await fixture.complain();
      expect((await send(who, id)).code).toBe("FORBIDDEN");
      const photo = await send("owner", id);
      expect((await add(who, id, [photo.id!])).code).toBe("FORBIDDEN");
    },
  );

  it("are attached once, by who sent them, to what they were sent for", async () => {
    const [id, other] = [await fixture.complain(), await fixture.complain()];
    const photo = await send("owner", id);
    expect((await add("gridWorker", id, [photo.id!])).code).toBe("PHOTO_NOT_USABLE");
    expect((await add("owner", other, [photo.id!])).code).toBe("PHOTO_NOT_USABLE");
    expect((await add("owner", id, [photo.id!])).code).toBeUndefined();
    expect((await add("owner", id, [photo.id!])).code).toBe("PHOTO_NOT_USABLE");
  });

  it("come with a new complaint", async () => {
    const report = (photos: string[]) =>
      fixture.subgraph.ask(
        people.owner,
        `mutation ($input: ReportComplaintInput!) { reportComplaint(input: $input) { photos { id } } }`,
        {
          input: {
            community: ids.community,
            title: "路灯不亮",
            description: "东门路灯三天不亮",
            category: "FACILITY_DAMAGE",
            publicPlace: "东门",
            place: "东门",
            reporterName: "欧阳敏",
            reporterPhone: "13912345678",
            photos,
          },
        },
      );
    const photo = await send("owner", ids.community);
    const { data } = await report([photo.id!]);
    expect(data?.["reportComplaint"].photos).toEqual([{ id: photo.id }]);
    const before = await fixture.subgraph.orm.em.fork().count(Complaint);
    const again = await report([photo.id!]);
    expect(again.errors?.[0]?.extensions["code"]).toBe("PHOTO_NOT_USABLE");
    expect(await fixture.subgraph.orm.em.fork().count(Complaint)).toBe(before);
    expect((await send("manager", ids.community)).code).toBe("FORBIDDEN");
  });
});
