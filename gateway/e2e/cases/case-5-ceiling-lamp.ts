import { expect, it } from "vitest";

import { firmOf, managerOf, residentOf, staffOf, type Stage } from "./stage.js";

/**
 * An old couple cannot climb to their ceiling lamp, and a new bulb stays dark. They place an emergency
 * order; the firm's repairer finds a broken wire, and takes nothing for it.
 */
export function ceilingLamp({ ok, doing, refused, hidden, eventually }: Stage): void {
  it("5: an emergency at home is answered, costs nothing, and its rating goes to the firm's credit", async () => {
    const firm = firmOf("f01");
    const manager = managerOf("f01");
    const old = residentOf("WTY", "朱有才");
    const neighbour = residentOf("WTY", "戚文秀");
    const repairer = staffOf("WTY", "REPAIRER");
    const creditOf = async () =>
      (
        await ok(
          "secretary",
          "query ($id: ID!) { propertyFirm(id: $id) { creditScore homeRatings { count average low } } }",
          { id: firm.id },
        )
      )["propertyFirm"];
    const before = await creditOf();

    const placing = {
      project: repairer.project,
      entry: "EMERGENCY",
      title: "吸顶灯不亮,爬不了高",
      phone: "13812340505",
      address: "6号楼1单元302室",
    };
    expect(await refused(residentOf("SAXC"), "placeHomeOrder", placing)).toBe("FORBIDDEN");
    const { id: order } = await doing(old, "placeHomeOrder", placing);
    const seenBy = (who: Parameters<typeof ok>[0]) =>
      ok(
        who,
        `query { homeOrders(first: 50) { edges { node { id state score resident { name phone address masked } } } } }`,
      ).then(
        ({ homeOrders }) =>
          homeOrders.edges.find(({ node }: { node: { id: string } }) => node.id === order)?.node,
      );

    // Before somebody is sent, nobody but the couple sees whose home it is.
    const stripped = { name: "朱**", phone: "138****0505", address: null, masked: true };
    expect((await seenBy(manager)).resident).toEqual(stripped);
    expect((await seenBy("secretary")).resident).toEqual(stripped);
    for (const stranger of [neighbour, repairer.as, managerOf("f05"), "grid-worker"])
      expect(await seenBy(stranger)).toBeUndefined();

    // Only vetted staff are sent into homes; then they alone see where to go.
    const sending = { order, staff: repairer.id };
    expect(await refused(managerOf("f05"), "acceptHomeOrder", sending)).toBe("FORBIDDEN");
    expect(await refused(manager, "acceptHomeOrder", sending)).toBe("INVALID_INPUT");
    await doing(manager, "vetStaff", { staff: repairer.id });
    await doing(manager, "acceptHomeOrder", sending);
    expect((await seenBy(repairer.as)).resident).toEqual({
      name: "朱有才",
      phone: "13812340505",
      address: "6号楼1单元302室",
      masked: false,
    });
    expect((await seenBy(manager)).resident).toEqual(stripped);
    const ledger =
      "query { homeOrders(first: 50) { edges { node { id disclosures { name purpose } } } } }";
    const { homeOrders } = await ok(old, ledger);
    expect(homeOrders.edges[0].node.disclosures).toMatchObject([{ name: repairer.as.name }]);
    expect(await hidden(manager, ledger)).toBe("FORBIDDEN");

    // The price is shown beforehand, from the public list: nothing.
    await doing(repairer.as, "visitHomeOrder", { order });
    const { id: item } = await doing(manager, "setPrice", {
      firm: firm.id,
      service: "断线重接",
      unit: "次",
      priceFen: 3000,
    });
    const quoting = (unitPriceFen: number) => ({
      order,
      lines: [{ item, quantity: 1, unitPriceFen }],
    });
    expect(await refused(repairer.as, "quoteHomeOrder", quoting(3001))).toBe("PRICE_ABOVE_LIST");
    await doing(repairer.as, "quoteHomeOrder", quoting(0));
    expect(await refused(repairer.as, "finishHomeOrder", { order, note: "接好了" })).toBe(
      "ILLEGAL_TRANSITION",
    );
    expect(await refused(repairer.as, "agreeToHomeOrder", { order, priceFen: 0 })).toBe(
      "FORBIDDEN",
    );
    await doing(old, "agreeToHomeOrder", { order, priceFen: 0 });
    const done = await doing(
      repairer.as,
      "finishHomeOrder",
      { order, note: "灯泡没坏,一根线断了,已接好" },
      "state priceFen",
    );
    expect(done).toEqual({ state: "DONE", priceFen: 0 });
    expect((await seenBy(repairer.as)).resident).toEqual(stripped);

    const rating = { order, score: 5, comment: "爬上爬下忙半天,一分钱没收" };
    expect(await refused(neighbour, "rateHomeOrder", rating)).toBe("FORBIDDEN");
    await doing(old, "rateHomeOrder", rating);
    expect(await refused(old, "rateHomeOrder", rating)).toBe("ILLEGAL_TRANSITION");
    expect(await seenBy(old)).toMatchObject({ state: "RATED", score: 5 });
    const after = await eventually(async () => {
      const now = await creditOf();
      return now.homeRatings?.count === (before.homeRatings?.count ?? 0) + 1 && now;
    });
    expect(after).toMatchObject({ creditScore: before.creditScore, homeRatings: { low: 0 } });
  });
}
