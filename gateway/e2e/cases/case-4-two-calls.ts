import { randomUUID } from "node:crypto";

import { expect, it } from "vitest";

import { communityOf, dayFromNow, managerOf, staffOf, type Stage } from "./stage.js";

/**
 * The hotline rings twice within half an hour: water in one home, sewage dripping on the balcony under
 * it. The clerk fills one form for each, and somebody is sent at once.
 */
export function twoCalls({
  ok,
  doing,
  refused,
  hidden,
  eventually,
  caseOf,
  orderFor,
  upload,
}: Stage) {
  it("4: two calls are two tickets, dispatched at once, mended and told back", async () => {
    const { id: community } = communityOf("SAXC");
    const manager = managerOf("f03");
    const repairer = staffOf("SAXC", "REPAIRER");
    const counted = async () =>
      (
        await ok(
          "secretary",
          `query ($from: LocalDate!, $to: LocalDate!, $community: ID!) {
            rates(from: $from, to: $to, community: $community) {
              received response { numerator denominator } completion { numerator denominator }
              satisfaction { numerator denominator } } }`,
          { from: dayFromNow(-1), to: dayFromNow(1), community },
        )
      )["rates"];
    const before = await counted();

    const call = async (title: string, place: string, category: string, phone: string) => {
      const form = {
        key: randomUUID(),
        community,
        title,
        description: title,
        category,
        publicPlace: "2号楼3单元",
        place,
        callerName: "闻人雪",
        callerPhone: phone,
      };
      expect(await refused("other-grid-worker", "logTicket", form)).toBe("FORBIDDEN");
      const logged = await doing(
        "secretary",
        "logTicket",
        form,
        "id number caller { name phone masked }",
      );
      // Sent twice by a hasty hand, it is the same ticket; who called stays with the desk.
      expect((await doing("secretary", "logTicket", form)).id).toBe(logged.id);
      expect(logged.caller).toEqual({
        name: "闻**",
        phone: `${phone.slice(0, 3)}****${phone.slice(-4)}`,
        masked: true,
      });
      return logged as { id: string; number: string };
    };
    const tickets = [
      await call("家中厨房漏水", "2号楼3单元202室", "WATER_LEAK", "13711110001"),
      await call("污水管漏到一楼阳台", "2号楼3单元102室", "SEWAGE", "13711110002"),
    ];
    const ticketOf = async (id: string) =>
      (
        await ok(
          "secretary",
          "query ($id: ID!) { hotlineTicket(id: $id) { state complaint { id number } answered satisfied history { step } } }",
          { id },
        )
      )["hotlineTicket"];

    for (const { id, number } of tickets) {
      // Its case comes by itself; the desk files and sends it.
      const complaint = await eventually(async () => (await ticketOf(id)).complaint?.id as string);
      await doing("secretary", "fileComplaint", { complaint, grade: "EMERGENCY" });
      await doing("secretary", "dispatchComplaint", { complaint });
      const found = await caseOf("other-grid-worker", complaint);
      expect(found).toMatchObject({ channel: "HOTLINE", hotlineTicket: null });
      expect(found.reporter.name).toMatch(/^闻\*/);
      // Not this grid's, not this firm's.
      for (const stranger of ["grid-worker", "other-firm-manager", "app"])
        expect(
          await hidden(stranger, "query ($id: ID!) { complaint(id: $id) { title } }", {
            id: complaint,
          }),
        ).toBe("FORBIDDEN");
      await eventually(async () => (await ticketOf(id)).state === "DISPATCHED");

      const { id: order } = await orderFor(manager, complaint);
      await doing(manager, "respondToComplaint", { complaint, note: "十分钟到场" });
      await doing(manager, "assignWorkOrder", { workOrder: order, staff: repairer.id });
      await doing(repairer.as, "acceptWorkOrder", { workOrder: order });
      await doing(repairer.as, "arriveOnSite", { workOrder: order });
      await doing(manager, "startComplaint", { complaint });
      const photos = [await upload(repairer.as, "preparePropertyPhoto", order)];
      await doing(repairer.as, "submitWorkOrder", { workOrder: order, note: "更换管段", photos });
      expect(await refused(repairer.as, "approveWorkOrder", { workOrder: order })).toBe(
        "FORBIDDEN",
      );
      await doing(manager, "approveWorkOrder", { workOrder: order });
      await doing(manager, "closeWorkOrder", { workOrder: order });
      await doing(manager, "resolveComplaint", { complaint, note: "通水不漏" });
      await doing("other-grid-worker", "verifyComplaint", { complaint });
      await eventually(async () => (await ticketOf(id)).state === "RESOLVED");

      // Nobody answers the first call back; it is made again.
      await doing("secretary", "feedBackTicket", { ticket: id, satisfied: null });
      await doing("secretary", "feedBackTicket", { ticket: id, satisfied: true, note: "修得快" });
      await eventually(async () => (await caseOf("secretary", complaint)).satisfied);
      await doing("other-grid-worker", "closeComplaint", { complaint });
      const closed = await caseOf("secretary", complaint);
      expect(closed).toMatchObject({ state: "CLOSED", hotlineTicket: { number } });
      const kinds = closed.timeline.map(({ kind }: { kind: string }) => kind);
      expect(kinds).toEqual(
        expect.arrayContaining([
          "REPORTED",
          "FILED",
          "DISPATCHED",
          "WORK_ORDER_CREATED",
          "RESPONDED",
          "STARTED",
          "RESOLVED",
          "VERIFIED",
          "CALLED_BACK",
          "CLOSED",
        ]),
      );
      expect(await ticketOf(id)).toMatchObject({
        state: "FED_BACK",
        answered: true,
        satisfied: true,
      });
    }

    // Both count in the four rates, as the consortium hears of each step.
    const rates = ["response", "completion", "satisfaction"] as const;
    const after = await eventually(async () => {
      const now = await counted();
      return rates.every((rate) => now[rate].denominator === before[rate].denominator + 2) && now;
    });
    expect(after.received).toBe(before.received + 2);
    for (const rate of rates) expect(after[rate].numerator).toBe(before[rate].numerator + 2);
  });
}
