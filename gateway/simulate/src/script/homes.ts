import { act, attempt, count, randomOf, type Sim } from "../sim.js";
import { day, hour, minute } from "../time.js";
import type { Community, Firm } from "../world.js";
import { ops } from "./operations.js";

/** Orders a week, for each firm that is played. */
const aWeek = 2;

/** Residents order repairs at home: the price is shown before and never above the list; each is rated. */
export function liveHomes(sim: Sim, firm: Firm, places: readonly Community[]): void {
  const { agenda, from, to } = sim;
  const random = randomOf(sim, `homes/${firm.operator}`);
  agenda.begin(from + 8 * hour, async () => {
    const price = { firm: firm.id, service: "换灯", unit: "盏", priceFen: 3000 };
    await act(sim, firm.head, ops.setPrice, price);
    for (const { project } of places)
      for (const { staffId, post } of project!.staff)
        if (post === "REPAIRER") await act(sim, firm.head, ops.vet, { staff: staffId });
  });
  for (let week = from; week < to; week += 7 * day)
    for (let i = 0; i < aWeek; i++) {
      const at =
        week + random.int(0, 6) * day + random.int(9, 18) * hour + random.int(0, 59) * minute;
      const place = random.pick(places);
      const emergency = random.chance(0.3);
      const late = random.chance(0.25);
      agenda.begin(at, () => order(sim, firm, place, { emergency, late, key: `${week}/${i}` }));
    }
}

async function order(
  sim: Sim,
  firm: Firm,
  { project, residents }: Community,
  { emergency, late, key }: { emergency: boolean; late: boolean; key: string },
): Promise<void> {
  const { agenda, hub, mishaps, observer } = sim;
  const random = randomOf(sim, `home/${firm.operator}/${key}`);
  const resident = random.pick(residents);
  const staff = project!.staff.find(({ post }) => post === "REPAIRER");
  if (!staff) return;
  const placed = await act(sim, resident, ops.placeHome, {
    project: project!.id,
    entry: emergency ? "EMERGENCY" : "SERVICE",
    title: "客厅灯不亮",
    phone: "13800001234",
    address: "3 栋 2 单元 601 室",
  });
  const on = { order: placed.id };
  const expect = (kind: string) => ({ expect: [`home:${kind}:${placed.id}`] });
  observer.expectations.expect(`home:ORDERED:${placed.id}`);
  count(sim, "orders at home");
  await agenda.work(late ? 45 * minute : random.int(3, 20) * minute);
  if (late && emergency) observer.expectations.expect(`home:LATE:${placed.id}`);
  await act(sim, firm.head, ops.acceptHome, { ...on, staff: staff.staffId }, expect("ACCEPTED"));
  await agenda.sleep(random.int(30, 200) * minute);
  await act(sim, staff, ops.visitHome, on, expect("VISITING"));
  const { priceList } = await hub.ask(
    staff,
    "query ($firm: ID!) { priceList(firm: $firm) { id service priceFen } }",
    { firm: firm.id },
  );
  const item = priceList.find(({ service }: any) => service === "换灯");
  const line = { item: item.id, quantity: 1 };
  const dear = { ...on, lines: [{ ...line, unitPriceFen: item.priceFen + 1 }] };
  if (
    await attempt(() => act(sim, staff, ops.quoteHome, dear), "INVALID_INPUT", "PRICE_ABOVE_LIST")
  )
    mishaps.push({ about: placed.id, what: "a price above the firm's list was taken" });
  else count(sim, "prices above the list refused");
  await act(sim, staff, ops.quoteHome, { ...on, lines: [line] }, expect("QUOTED"));
  const agreed = { ...on, priceFen: item.priceFen };
  await act(sim, resident, ops.agreeHome, agreed, expect("AGREED"));
  await agenda.sleep(random.int(20, 90) * minute);
  await act(sim, staff, ops.finishHome, { ...on, note: "线头断了,已接好" }, expect("DONE"));
  await agenda.sleep(random.int(10, 300) * minute);
  await act(sim, resident, ops.rateHome, { ...on, score: random.int(2, 5) }, expect("RATED"));
  count(sim, "ratings of orders at home");
}
