import { createTown } from "@hutong/town";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { askAllFirms, caseRoomQuery, caseRoomSubscription, offerHelp } from "../kit/case-room.js";
import { startTestTown, type TestTown } from "../kit/town.js";

const logged: { msg?: string; requestId?: string; subgraph?: string }[] = [];
const log = pino({ level: "info" }, { write: (line) => void logged.push(JSON.parse(line)) });

let town: TestTown;
beforeAll(async () => {
  town = await startTestTown({ log });
});
afterAll(() => town.stop());

const { cases, complaints, personas, experts } = createTown();
const liftPipe = cases.liftPipe;
const persona = (id: string) => personas.find((candidate) => candidate.id === id)!.claims;
const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString();

describe("one operation across five parties", () => {
  it("brings the complaint, who is responsible, what was done and who has offered help, whole", async () => {
    const { status, data, errors } = await town.ask("grid-worker", caseRoomQuery, {
      number: "TS-2026-0508",
    });
    expect(errors).toBeUndefined();
    expect(status).toBe(200);
    const { complaint } = data!;
    // neighborhood
    expect(complaint).toMatchObject({ number: "TS-2026-0508", reporter: { masked: true } });
    expect(complaint.timeline.length).toBeGreaterThan(3);
    // consortium: who is responsible, and who has offered help
    expect(complaint.responsibleFirm.shortName).toMatch(/./);
    expect(complaint.helpRequests[0].offers).toHaveLength(2);
    // owners: under which contract
    expect(complaint.contract.firm).toEqual({ shortName: complaint.responsibleFirm.shortName });
    // property: what has been done
    expect(complaint.workOrders[0]).toMatchObject({
      number: expect.stringMatching(/^GD-/),
      assignee: { name: expect.any(String) },
    });
  });

  it("brings cleaning tasks too, each saying how the check-in came", async () => {
    const { data } = await town.ask("grid-worker", caseRoomQuery, { number: liftPipe.number });
    expect(
      data!["complaint"].cleaningTasks.flatMap(({ checkIns }: any) =>
        checkIns.map(({ method }: any) => method),
      ),
    ).toEqual(expect.arrayContaining(["SMS", "PHOTO"]));
  });

  it.each(Object.entries(cases))(
    "tells the case %s by its number",
    async (_name, { number, complaintId }) => {
      const { data, errors } = await town.ask("secretary", caseRoomQuery, { number });
      expect(errors).toBeUndefined();
      expect(data!["complaint"].id).toBe(complaintId);
      expect(data!["complaint"].timeline.length).toBeGreaterThan(0);
    },
  );

  it("serves a photo at the address it gives, and not at an altered one", async () => {
    const { data } = await town.ask("grid-worker", caseRoomQuery, { number: liftPipe.number });
    const url = data!["complaint"].workOrders[0].photos[0].url as string;
    const photo = await fetch(town.url + url);
    expect([photo.status, photo.headers.get("content-type")]).toEqual([200, "image/webp"]);
    expect((await fetch(town.url + url.replace(/signature=...../, "signature=AAAAA"))).status).toBe(
      404,
    );
  });
});

describe("a request", () => {
  it("has one id in the logs of the hub and of every party it reaches", async () => {
    const response = await fetch(`${town.url}/graphql`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${await town.tokenOf("grid-worker")}`,
        "x-request-id": "traced-by-test",
      },
      body: JSON.stringify({ query: caseRoomQuery, variables: { number: liftPipe.number } }),
    });
    expect(response.headers.get("x-request-id")).toBe("traced-by-test");
    const lines = logged.filter(
      ({ requestId, msg }) => requestId === "traced-by-test" && msg === "operation",
    );
    expect(new Set(lines.map(({ subgraph }) => subgraph ?? "hub"))).toEqual(
      new Set(["hub", "neighborhood", "owners", "property", "cleaning", "consortium"]),
    );
    expect(JSON.stringify(lines)).not.toMatch(/Bearer|TS-2026/);
  });
});

describe("the story of case 2", () => {
  it("asks all firms, shows the offer live on the same selection, and releases the identity to the accepted expert alone", async () => {
    const screen = town.watch("grid-worker", caseRoomSubscription, { id: liftPipe.complaintId });
    await screen.until(({ complaintChanged }) => complaintChanged.kind === "VIEWERS_CHANGED");

    const asked = await town.ask("firm-manager", askAllFirms, {
      input: {
        complaint: liftPipe.complaintId,
        summary: "加装电梯后立管渗水,查不出渗漏点,请有经验的师傅帮忙看看",
        skills: ["PIPES"],
      },
    });
    expect(asked.errors).toBeUndefined();
    const helpRequest = asked.data!["askAllFirms"].id as string;
    await screen.until(
      ({ complaintChanged: { complaint } }) => complaint.helpRequests.length === 1,
    );

    const offer = async (who: string) => {
      const expert = experts.find(({ personId }) => personId === persona(who).sub)!;
      const { data, errors } = await town.ask(who, offerHelp, {
        input: {
          helpRequest,
          expert: expert.id,
          earliestArrival: tomorrow(),
          costFen: 0,
          note: "以前遇到过",
        },
      });
      expect(errors).toBeUndefined();
      return data!["offerHelp"].id as string;
    };
    const offered = await offer("expert");
    const { complaintChanged } = await screen.until(
      ({ complaintChanged: { complaint } }) => complaint.helpRequests[0].offers.length === 1,
    );
    expect(complaintChanged.complaint.helpRequests[0].offers[0]).toMatchObject({
      state: "OPEN",
      expert: { name: persona("expert").name },
    });
    // The same selection, the other four parties' parts included.
    expect(complaintChanged.complaint).toMatchObject({
      contract: { number: expect.any(String) },
      workOrders: [{ state: "NEEDS_EXPERT" }],
      cleaningTasks: [{ state: "DONE" }, { state: "DONE" }],
    });
    await offer("second-expert");

    const reading =
      "query ($id: ID!) { complaint(id: $id) { place reporter { name phone masked } } }";
    const refusedBefore = await town.ask("expert", reading, { id: liftPipe.complaintId });
    expect(refusedBefore.errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");

    const accept =
      "mutation ($input: AcceptOfferInput!) { acceptOffer(input: $input) { state acceptedOffer { id } } }";
    const byOther = await town.ask("second-expert", accept, { input: { offer: offered } });
    expect(byOther.errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
    const accepted = await town.ask("firm-manager", accept, { input: { offer: offered } });
    expect(accepted.errors).toBeUndefined();
    expect(accepted.data!["acceptOffer"]).toEqual({
      state: "ACCEPTED",
      acceptedOffer: { id: offered },
    });
    await screen.until(({ complaintChanged: { complaint } }) =>
      complaint.timeline.some(({ kind }: any) => kind === "DISCLOSED"),
    );
    await screen.close();

    const { reporter } = complaints.find(({ id }) => id === liftPipe.complaintId)!;
    const released = await town.ask("expert", reading, { id: liftPipe.complaintId });
    expect(released.data!["complaint"].reporter).toEqual({
      name: reporter.name,
      phone: reporter.phone,
      masked: false,
    });
    for (const other of [
      "second-expert",
      "other-firm-manager",
      "other-grid-worker",
      "owner",
      "cleaner",
      "app",
    ]) {
      const { data, errors } = await town.ask(other, reading, { id: liftPipe.complaintId });
      expect(data!["complaint"]).toBeNull();
      expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
    }
    for (const masked of ["grid-worker", "secretary", "firm-manager"]) {
      const { data } = await town.ask(masked, reading, { id: liftPipe.complaintId });
      expect(data!["complaint"].reporter.masked).toBe(true);
    }
  });
});

describe("a dispatched complaint", () => {
  it("becomes the responsible firm's work order by itself, and the case shows it", async () => {
    const { data } = await town.ask(
      "grid-worker",
      "{ complaints(first: 100, filter: { states: [FILED] }) { edges { node { id number responsibleFirm { id } workOrders { id } } } } }",
    );
    const { node } = data!["complaints"].edges.find(
      ({ node: found }: any) => found.responsibleFirm && found.workOrders.length === 0,
    );
    const screen = town.watch("grid-worker", caseRoomSubscription, { id: node.id });
    await screen.until(({ complaintChanged }) => complaintChanged.kind === "VIEWERS_CHANGED");
    const dispatched = await town.ask(
      "grid-worker",
      "mutation ($input: ComplaintStepInput!) { dispatchComplaint(input: $input) { state } }",
      { input: { complaint: node.id } },
    );
    expect(dispatched.errors).toBeUndefined();
    // Its work order, made by the firm's server, and what the neighborhood's has noted of it.
    const { complaintChanged } = await screen.until(({ complaintChanged: { complaint } }) =>
      complaint.timeline.some(({ kind }: any) => kind === "WORK_ORDER_CREATED"),
    );
    expect(complaintChanged.complaint.workOrders).toMatchObject([{ state: "CREATED" }]);
    await screen.close();
  });
});
