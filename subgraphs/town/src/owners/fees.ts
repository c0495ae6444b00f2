import { makeRandom, type Random } from "../random.js";
import { dayBefore } from "../time.js";
import type { ServiceContract } from "../firms/firms.types.js";
import type { Community } from "../places/places.types.js";
import type { World } from "../world.js";
import type { FeeLine } from "./owners.types.js";

/** Mean size of a home, in square metres. */
const homeSize = 92;

/** The days before now on which a month's books were closed: the last three. */
const closings = [72, 41, 11];

/** Three months of every community's ledger, entered by its firm. */
export function makeFees(world: World): FeeLine[] {
  const random = makeRandom(world.seed, "fees");
  const communities = new Map(world.communities.map((one) => [one.id, one]));
  return world.contracts
    .filter(({ state }) => state === "ACTIVE")
    .flatMap((contract) => {
      const community = communities.get(contract.communityId)!;
      return closings.flatMap((daysAgo) => monthOf(world, random, contract, community, daysAgo));
    });
}

function monthOf(
  { now, projects, staff }: World,
  random: Random,
  { feeFenPerSquareMetre }: ServiceContract,
  community: Community,
  daysAgo: number,
): FeeLine[] {
  const due = community.households * homeSize * feeFenPerSquareMetre;
  const share = (of: number) => Math.round((due * of * (0.9 + random.float() / 5)) / 100) * 100;
  const project = projects.find(({ communityId }) => communityId === community.id)!;
  const team = staff.filter(({ projectId }) => projectId === project.id);
  const postedByName = team.find(({ id }) => id === project.managerStaffId)!.name;
  const on = dayBefore(now, daysAgo, "00:00");
  const line = (
    kind: FeeLine["kind"],
    amountFen: number,
    purpose: string,
    rest: Partial<FeeLine> = {},
  ): FeeLine => ({
    id: random.id("fee"),
    communityId: community.id,
    on,
    kind,
    amountFen,
    purpose,
    postedByName,
    postedAt: dayBefore(now, daysAgo, "17:30"),
    ...rest,
  });
  return [
    line("PROPERTY_FEE", share(0.86), "当月物业费"),
    line("SHARED_INCOME", share(0.02), "电梯与外墙广告", { counterparty: "广告公司" }),
    line("SHARED_INCOME", share(0.015), "临停收费", {}),
    ...team.map(({ id, name, registeredOn }) =>
      line("STAFF", random.int(38, 72) * 10_000, "当月工资", {
        workerId: id,
        workerName: name,
        // Nobody is paid before the first day.
        ...(registeredOn > on && { on: registeredOn }),
      }),
    ),
    line("CLEANING", share(0.16), "外包保洁服务费", { counterparty: "外包保洁公司" }),
    line("SECURITY", share(0.18), "秩序维护服务费"),
    line("UTILITIES", share(0.11), "公共水电", { counterparty: "供电公司" }),
    line("REPAIR", share(0.07), "水泵与照明维修"),
    line("GREENING", share(0.03), "修剪补种"),
    line("MANAGEMENT", share(0.08), "管理费与酬金"),
    // Somebody paid whom nobody has registered: what an audit is for.
    ...(random.chance(0.3)
      ? [
          line("STAFF", 420_000, "临时人员工资", {
            workerName: random.pick(["阿强", "小李", "老周"]),
          }),
        ]
      : []),
  ];
}
