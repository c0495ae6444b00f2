import { makeRandom } from "../random.js";
import { dayBefore } from "../time.js";
import type { Firm, ServiceContract } from "./firms.types.js";
import type { Community } from "../places/places.types.js";
import { chineseNumbers, clauseTexts, firstClause } from "./clauses.js";

/** The firm that left the community of case 3 when its contract ended. */
export const departedFirm = 13;

/** The community whose contract promises ten cleaners where seven come (case 7). */
const tenCleanersCommunity = "ZTL";

/** A contract in force for every community with a firm, and a few that have run out. */
export function makeContracts(
  seed: number,
  now: Date,
  communities: readonly Community[],
  firms: readonly Firm[],
): ServiceContract[] {
  const random = makeRandom(seed, "contracts");
  const contracts: ServiceContract[] = [];

  for (const [index, community] of communities.entries()) {
    const firmId = community.firmId ?? firms[departedFirm - 1]!.id;
    const renewed = community.firmId !== null && index % 8 === 5;
    const begun = random.int(60, 800);
    const fee = random.int(9, 28) * 10;
    const base = {
      communityId: community.id,
      firmId,
      clauses: clauseTexts.map((clause, i) => ({
        number: `第${chineseNumbers[firstClause + i]}条`,
        ...clause,
      })),
      promisedHeadcount: headcount(community),
    };
    if (renewed) {
      contracts.push({
        ...base,
        id: random.id("sct"),
        number: `WYHT-${community.code}-1`,
        startsOn: dayBefore(now, begun + 1096, "00:00"),
        endsOn: dayBefore(now, begun + 1, "00:00"),
        feeFenPerSquareMetre: fee - 10,
        state: "EXPIRED",
      });
    }
    const left = community.firmId === null;
    contracts.push({
      ...base,
      id: random.id("sct"),
      number: `WYHT-${community.code}-${renewed ? 2 : 1}`,
      startsOn: dayBefore(now, left ? 1160 : begun, "00:00"),
      endsOn: left ? dayBefore(now, 65, "00:00") : dayBefore(now, begun - 1095, "00:00"),
      feeFenPerSquareMetre: fee,
      state: left ? "EXPIRED" : "ACTIVE",
    });
  }
  return contracts;
}

function headcount(community: Community): ServiceContract["promisedHeadcount"] {
  const per = (households: number) => Math.max(1, Math.round(community.households / households));
  return [
    { post: "PROJECT_MANAGER", count: 1 },
    { post: "STEWARD", count: per(500) },
    { post: "REPAIRER", count: per(600) },
    { post: "SECURITY", count: per(180) },
    { post: "CLEANER", count: community.code === tenCleanersCommunity ? 10 : per(160) },
    { post: "GARDENER", count: per(900) },
  ];
}
