import { createTown } from "@hutong/town";
import { expect, it } from "vitest";

import { firmOf, type Stage } from "./stage.js";

const { cases, complaints, experts } = createTown();

/**
 * Since a lift was added, water comes through the wall of somebody old who lives alone, with children
 * abroad. The firm's own repairer finds nothing, so all the others are asked; one of them has met it before.
 */
export function liftPipe({ ok, doing, refused, hidden, eventually, caseOf }: Stage): void {
  it("2: a firm asks all the others, one expert is accepted, and sees the address alone", async () => {
    const complaint = cases.liftPipe.complaintId;
    const { reporter, place } = complaints.find(({ id }) => id === complaint)!;
    const summary = "加装电梯后靠电梯井一侧立管渗水,给水打压正常,查不出漏点,请有经验的同行支援";
    const asking = { complaint, summary, skills: ["PIPES"] };
    expect(await refused("other-firm-manager", "askAllFirms", asking)).toBe("FORBIDDEN");
    expect(
      await refused("firm-manager", "askAllFirms", {
        ...asking,
        summary: `${place}渗水,电话${reporter.phone}`,
      }),
    ).toBe("INVALID_INPUT");
    const { id: request } = await doing("firm-manager", "askAllFirms", asking);

    // On every firm's wall, stripped of whose home it is.
    const wall = "{ helpRequests(first: 50) { edges { node { id summary community { name } } } } }";
    for (const other of ["expert", "second-expert", "other-firm-manager"]) {
      const { helpRequests } = await ok(other, wall);
      const seen = helpRequests.edges.find(({ node }: any) => node.id === request).node;
      expect(seen.summary).toBe(summary);
      expect(JSON.stringify(seen)).not.toContain(place);
    }
    const reading = "query ($id: ID!) { complaint(id: $id) { reporter { name } } }";
    for (const outside of ["expert", "second-expert", "other-firm-manager"])
      expect(await hidden(outside, reading, { id: complaint })).toBe("FORBIDDEN");

    const offering = (operator: string) => ({
      helpRequest: request,
      expert: experts.find(({ firmId }) => firmId === firmOf(operator).id)!.id,
      earliestArrival: new Date(Date.now() + 3 * 86_400_000).toISOString(),
      costFen: 0,
      note: "在别的小区遇到过同样情况",
    });
    const { id: offer } = await doing("expert", "offerHelp", offering("f07"));
    const { id: rival } = await doing("second-expert", "offerHelp", offering("f16"));
    expect(await refused("expert", "acceptOffer", { offer })).toBe("FORBIDDEN");
    expect(await refused("other-firm-manager", "acceptOffer", { offer })).toBe("FORBIDDEN");
    await doing("firm-manager", "acceptOffer", { offer });
    expect(await refused("firm-manager", "acceptOffer", { offer: rival })).toBe("CONFLICT");

    // Released to that expert alone, and written down where the resident can read it.
    await eventually(
      async () => (await hidden("expert", reading, { id: complaint })) === undefined,
    );
    expect(await caseOf("expert", complaint)).toMatchObject({
      reporter: { name: reporter.name, masked: false },
      place,
    });
    for (const outside of ["second-expert", "other-firm-manager"])
      expect(await hidden(outside, reading, { id: complaint })).toBe("FORBIDDEN");
    for (const inside of ["firm-manager", "grid-worker", "secretary"])
      expect((await caseOf(inside, complaint)).reporter.masked).toBe(true);
    const { complaint: ledger } = await ok(
      "grid-worker",
      "query ($id: ID!) { complaint(id: $id) { disclosures { name } } }",
      { id: complaint },
    );
    expect(ledger.disclosures).toHaveLength(1);

    // The visit, the advice, the confirmation.
    const step = { helpRequest: request };
    expect(await refused("second-expert", "arriveAsExpert", step)).toBe("FORBIDDEN");
    await doing("expert", "arriveAsExpert", step);
    const advice = "电梯基坑施工碰裂排水支管暗接头,剖开井道侧面层更换接头,通水观察两日";
    await doing("expert", "adviseOnHelpRequest", { ...step, advice });
    expect(await refused("expert", "confirmHelp", step)).toBe("FORBIDDEN");
    await doing("firm-manager", "confirmHelp", step);
    const closed = await doing("firm-manager", "closeHelpRequest", step, "state");
    expect(closed.state).toBe("CLOSED");

    // It helps whoever searches next, and nobody learns whose home it was.
    const { libraryCases } = await ok(
      "other-firm-manager",
      'query { libraryCases(search: "暗接头", first: 10) { edges { node { libraryCase { advice helpedBy } } } } }',
    );
    expect(JSON.stringify(libraryCases)).toContain(advice);
    expect(JSON.stringify(libraryCases)).not.toContain(reporter.name);

    // And the case itself goes to its end.
    await doing("firm-manager", "resolveComplaint", { complaint, note: "接头已换,两日不漏" });
    await doing("grid-worker", "verifyComplaint", { complaint });
    await doing("grid-worker", "callBackComplaint", { complaint, satisfied: true });
    await doing("grid-worker", "closeComplaint", { complaint });
    const end = await caseOf("grid-worker", complaint);
    expect(end.state).toBe("CLOSED");
    expect(end.timeline.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining([
        "HELP_ASKED",
        "HELP_OFFERED",
        "HELP_ACCEPTED",
        "DISCLOSED",
        "EXPERT_ON_SITE",
        "EXPERT_ADVISED",
        "HELP_CONFIRMED",
        "CLOSED",
      ]),
    );
  });
}
