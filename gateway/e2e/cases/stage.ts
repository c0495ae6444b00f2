import { now, setDomainClock } from "@hutong/kit";
import { createTown } from "@hutong/town";
import sharp from "sharp";
import { expect } from "vitest";

import type { Person, TestTown } from "../kit/town.js";

const seeded = createTown();
const scope = "case:read case:write public:read identity:read";

/** The community of these initials, as the town was seeded. */
export const communityOf = (code: string) => seeded.communities.find((one) => one.code === code)!;

/** The firm that is this operator. */
export const firmOf = (operator: string) => seeded.firms.find((one) => one.operator === operator)!;

const person = (
  role: "OWNER" | "COMMITTEE_MEMBER" | "FIRM_MANAGER" | "EXPERT" | "CREW_LEADER" | "CLEANER",
  { id, name }: { id: string; name: string },
  org: string,
  communities: readonly string[] = [],
): Exclude<Person, string> => ({
  sub: id,
  name,
  role,
  org,
  orgs: [org],
  grids: [],
  communities: [...communities],
  scope,
});

/** Somebody who lives in a community. */
export function residentOf(code: string, name = "柏青云", id = `per_resident_${code}_${name}`) {
  const { id: community } = communityOf(code);
  return person("OWNER", { id, name }, `oc_${code}`, [community]);
}

/** The director of a community's owners' committee, or who stands in where it has resigned. */
export function committeeOf(code: string) {
  const { id: community } = communityOf(code);
  const committee = seeded.ownersCommittees.find(({ communityId }) => communityId === community);
  const director = committee
    ? { id: committee.director.personId, name: committee.director.name }
    : { id: `per_director_${code}`, name: "柏青松" };
  return person("COMMITTEE_MEMBER", director, committee?.id ?? `oc_${code}`, [community]);
}

/** Who runs a firm. */
export function managerOf(operator: string) {
  const { id, managerPersonId, managerName } = firmOf(operator);
  return person("FIRM_MANAGER", { id: managerPersonId, name: managerName }, id);
}

/** One of the people a firm has registered in a community, with the id in its register. */
export function staffOf(code: string, post: string, nth = 0) {
  const { id: community } = communityOf(code);
  const project = seeded.projects.find(({ communityId }) => communityId === community)!;
  const found = seeded.staff.filter((one) => one.projectId === project.id && one.post === post);
  const { id, personId, name, firmId } = found[nth]!;
  return { id, project: project.id, as: person("EXPERT", { id: personId, name }, firmId) };
}

/** The crew that cleans a community, its leader first. */
export function crewOf(code: string) {
  const { id: community } = communityOf(code);
  const crew = seeded.crews.find(({ communityIds }) => communityIds.includes(community))!;
  const members = seeded.cleaners.filter(({ crewId }) => crewId === crew.id);
  const leader = members.find(({ id }) => id === crew.leaderCleanerId)!;
  return {
    contractor: crew.contractorId,
    leaderId: leader.id,
    leader: person(
      "CREW_LEADER",
      { id: leader.personId, name: leader.name },
      crew.contractorId,
      crew.communityIds,
    ),
    cleaners: members
      .filter(({ id }) => id !== leader.id)
      .map((one) => ({
        ...one,
        as: person(
          "CLEANER",
          { id: one.personId, name: one.name },
          one.contractorId,
          crew.communityIds,
        ),
      })),
  };
}

/** A day of the town, `YYYY-MM-DD` in Shanghai, so many days from its present one. */
export const dayFromNow = (days = 0): string =>
  new Date(now().getTime() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

/** Lets the town's time go on to an instant; what is due by then happens. */
export const letTimePass = (until: Date): void => {
  if (until > now()) setDomainClock({ start: until, speed: 1, since: new Date() });
};

/** What the people of a case do, through the hub. */
export function onStage(town: () => TestTown) {
  /** What somebody is answered. */
  const ok = async (
    who: Person,
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<Record<string, any>> => {
    const { data, errors } = await town().ask(who, query, variables);
    expect(errors, query).toBeUndefined();
    return data!;
  };
  /** A mutation with one input, by its name. */
  const doing = async (who: Person, name: string, input: object, fields = "id") => {
    const type = await inputOf(name);
    const query = `mutation ($input: ${type}!) { it: ${name}(input: $input) { ${fields} } }`;
    return (await ok(who, query, { input }))["it"];
  };
  /** The code with which somebody is refused a mutation. */
  const refused = async (who: Person, name: string, input: object): Promise<unknown> => {
    const query = `mutation ($input: ${await inputOf(name)}!) { it: ${name}(input: $input) { __typename } }`;
    return (await town().ask(who, query, { input })).errors?.[0]?.extensions["code"];
  };
  /** The code with which somebody is refused a look. */
  const hidden = async (who: Person, query: string, variables: Record<string, unknown> = {}) =>
    (await town().ask(who, query, variables)).errors?.[0]?.extensions["code"];

  const inputs = new Map<string, string>();
  const inputOf = async (name: string): Promise<string> => {
    if (inputs.size === 0) {
      const { data } = await town().ask(
        "secretary",
        "{ __schema { mutationType { fields { name args { name type { ofType { name } } } } } } }",
      );
      for (const field of data!["__schema"].mutationType.fields) {
        const input = field.args.find((arg: { name: string }) => arg.name === "input");
        if (input) inputs.set(field.name, input.type.ofType.name);
      }
    }
    return inputs.get(name)!;
  };

  /**
   * What other parties' servers do by themselves, once it is done.
   * @throws Error after 20 s
   */
  const eventually = async <T>(look: () => Promise<T | null | undefined | false>): Promise<T> => {
    const until = Date.now() + 20_000;
    for (;;) {
      const seen = await look();
      if (seen) return seen;
      await new Promise((resolve) => setImmediate(resolve));
      if (Date.now() > until) throw new Error(`it has not come to this: ${look.toString()}`);
    }
  };

  const caseOf = async (who: Person, id: string) =>
    (
      await ok(
        who,
        `query ($id: ID!) { complaint(id: $id) { id number state channel satisfied responsibleFirm { id }
          reporter { name phone masked } place timeline { kind by note } steps
          clocks { kind state } workOrders { id state title } cleaningTasks { id state }
          escalations { id level state } hotlineTicket { id number state } } }`,
        { id },
      )
    )["complaint"];

  /** The firm's order for a case, which its server writes by itself. */
  const orderFor = (who: Person, complaint: string) =>
    eventually(async () => (await caseOf(who, complaint)).workOrders.at(-1));

  /** Puts a file where the party said, as a phone would. */
  const send = async (
    who: Person,
    prepare: string,
    subject: string,
    { bytes, contentType }: { bytes: Uint8Array; contentType: string },
  ) => {
    const asked = { contentType, byteLength: bytes.length, subject };
    const { id, uploadUrl } = await doing(who, prepare, asked, "id uploadUrl");
    const sent = await fetch(new URL(uploadUrl, town().url), {
      method: "PUT",
      headers: { "content-type": contentType },
      body: new Uint8Array(bytes),
    });
    expect(sent.ok).toBe(true);
    return id as string;
  };
  const upload = async (who: Person, prepare: string, subject: string, colour = "#7a8") => {
    const photo = sharp({ create: { width: 64, height: 48, channels: 3, background: colour } });
    const bytes = await photo.jpeg().toBuffer();
    return send(who, prepare, subject, { bytes, contentType: "image/jpeg" });
  };

  /** Something at an address that the hub gave. */
  const fetchAt = (path: string): Promise<Response> => fetch(new URL(path, town().url));

  return { ok, doing, refused, hidden, eventually, caseOf, orderFor, send, upload, fetchAt };
}

export type Stage = ReturnType<typeof onStage>;
