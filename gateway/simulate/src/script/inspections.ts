import { act, count, randomOf, type Sim } from "../sim.js";
import { day, hour, shanghaiDate } from "../time.js";
import type { Community, Firm, Staff } from "../world.js";
import { ops } from "./operations.js";
import { finishOrder, takeOrder } from "./work-order.js";
import { mannerOf } from "./manners.js";

const hydrants = 3;

/** Hydrants are inspected once a month, all of them: what does not work is repaired and looked at again. */
export function liveInspections(sim: Sim, firm: Firm, place: Community): void {
  const { agenda, from, to } = sim;
  const { manager, staff, id: project } = place.project!;
  const inspector = staff.find((one) => one !== manager)!;
  const points: string[] = [];
  agenda.begin(from + 8 * hour, async () => {
    for (let at = 1; at <= hydrants; at++) {
      const point = { project, kind: "HYDRANT", code: `模拟-${at}`, place: `${at} 栋门前` };
      points.push((await act(sim, manager, ops.addPoint, point)).id);
    }
  });
  for (let start = from + day; start < to; start += day)
    if (start === from + day || shanghaiDate(start).endsWith("-12"))
      agenda.begin(start + 9 * hour, () =>
        inspect(sim, { firm, place, inspector, points, month: shanghaiDate(start).slice(0, 7) }),
      );
}

interface Round {
  readonly firm: Firm;
  readonly place: Community;
  readonly inspector: Staff;
  readonly points: readonly string[];
  readonly month: string;
}

async function inspect(sim: Sim, { firm, place, inspector, points, month }: Round): Promise<void> {
  const { agenda, hub, mishaps } = sim;
  const random = randomOf(sim, `inspection/${firm.operator}/${month}`);
  const broken = random.pick(points);
  for (const point of points) {
    const found = { point, effective: point !== broken, finding: "出水压力不足" };
    await act(sim, inspector, ops.inspect, found);
    count(sim, "inspections");
    if (found.effective) continue;
    const workOrder = await orderFor(sim, firm, point);
    count(sim, "defects found by inspection");
    sim.observer.expectations.expect(`order:CREATED:${workOrder.id}`);
    const errand = {
      subject: workOrder.id,
      place,
      random,
      manner: mannerOf(randomOf(sim, `firm/${firm.operator}`)),
    };
    const job = await takeOrder(sim, errand, workOrder.id);
    await finishOrder(sim, errand, job);
  }
  await act(sim, inspector, ops.inspect, { point: broken, effective: true });
  count(sim, "inspections");
  await agenda.work(hour);
  if (shanghaiDate(agenda.now).slice(0, 7) !== month) return;
  const { community } = await hub.ask(
    firm.head,
    "query ($id: ID!) { community(id: $id) { projects { id inspectionCoverage { kind due effective } } } }",
    { id: place.id },
  );
  const mine = community.projects
    .find(({ id }: any) => id === place.project!.id)
    .inspectionCoverage.find(({ kind }: any) => kind === "HYDRANT");
  if (mine.effective === mine.due) count(sim, "months with every hydrant effective");
  else
    mishaps.push({ about: place.name, what: `${JSON.stringify(mine)} after all were inspected` });
}

/** The order that the last look at a point brought about, as the firm's head sees it. */
async function orderFor({ hub }: Sim, { id, head }: Firm, point: string): Promise<{ id: string }> {
  const { inspections } = await hub.ask(
    head,
    "query ($firm: ID!, $point: ID!) { inspections(firm: $firm, point: $point, first: 1) { edges { node { workOrder { id } } } } }",
    { firm: id, point },
  );
  return inspections.edges[0].node.workOrder;
}
