import type { Random } from "../../random.js";
import { must } from "../../must.js";
import type { Category } from "../complaints.types.js";
import type { Community } from "../../places/places.types.js";
import { grounds } from "./grounds.js";
import type { CategoryTexts, Where } from "./kinds.js";
import { repairs } from "./repairs.js";
import { service } from "./service.js";

export const allTexts: readonly CategoryTexts[] = [...repairs, ...grounds, ...service];

const byCategory = new Map(allTexts.map((texts) => [texts.category, texts]));

export function textsOf(category: Category): CategoryTexts {
  return must(byCategory.get(category), category);
}

/** What one resident says about one thing at one place. */
export interface Told {
  readonly title: string;
  readonly description: string;
  readonly place: string;
  readonly publicPlace: string;
}

const times = [
  "早上七点多",
  "上午",
  "中午",
  "下午",
  "傍晚",
  "晚上八点多",
  "昨天晚上",
  "夜里十一点",
  "今天一早",
  "周末",
] as const;

const endings: readonly (readonly [string, number])[] = [
  ["", 9],
  ["请尽快处理。", 3],
  ["家里有老人和孩子,麻烦抓紧。", 2],
  ["之前在业主群说过,没人理。", 2],
  ["谢谢。", 3],
  ["白天上班,晚上六点后可以联系。", 2],
  ["照片已上传。", 1],
  ["邻居们都有意见。", 2],
  ["希望能给个明确的时间。", 2],
  ["不要求别的,把问题解决就行。", 1],
];

/** A town that grew: what was built before 2003 is six floors without lift or garage. */
export function isWalkUp(community: Community): boolean {
  return community.builtYear < 2003;
}

/** Which template of the category and all slots come from `random`; houses keep to the community's height and number. */
export function tell(random: Random, category: Category, community: Community): Told {
  const highest = isWalkUp(community) ? 6 : 18;
  const rows = textsOf(category).complaints.filter(
    ([where]) => where !== "GARAGE" || !isWalkUp(community),
  );
  const [where, title, description] = random.pick(rows);
  const building = random.int(1, Math.min(26, Math.max(5, Math.round(community.households / 75))));
  const unit = random.int(1, 4);
  const floor = random.int(2, highest);
  const slots: Record<string, string> = {
    b: String(building),
    u: String(unit),
    f: String(floor),
    n: String(random.int(2, 6)),
    d: String(random.int(2, 15)),
    m: String(random.int(2, 8)),
    t: random.pick(times),
  };
  const fill = (text: string) =>
    text.replaceAll(/\{(\w)\}/gu, (_, slot: string) => must(slots[slot], `slot ${slot}`));
  return {
    title: fill(title),
    description: fill(description) + random.weighted(endings),
    ...address(random, where, {
      building,
      unit,
      floor:
        title.includes("一楼") || description.includes("住一楼")
          ? 1
          : description.includes("顶楼")
            ? highest
            : floor,
    }),
  };
}

interface Spot {
  readonly building: number;
  readonly unit: number;
  readonly floor: number;
}

function address(
  random: Random,
  where: Where,
  { building, unit, floor }: Spot,
): Pick<Told, "place" | "publicPlace"> {
  const room = `${floor}0${random.int(1, 4)}`;
  const at = (place: string) => ({ place, publicPlace: place });
  switch (where) {
    case "ROOM":
      return {
        place: `${building}号楼${unit}单元${room}室`,
        publicPlace: `${building}号楼${unit}单元`,
      };
    case "UNIT":
      return at(`${building}号楼${unit}单元`);
    case "BUILDING":
      return at(`${building}号楼`);
    case "GARAGE":
      return at(`地下车库B1层${random.pick(["A", "B", "C", "D"])}区`);
    case "GATE":
      return at(random.pick(["东门", "南门", "西门", "北门"]));
    case "GARDEN":
      return at(random.pick(["中心花园", "儿童活动区", "健身区", "东侧绿地"]));
    case "ROAD":
      return at(`${building}号楼前道路`);
    case "SHED":
      return at(`${building}号楼旁非机动车棚`);
    case "BINS":
      return at(`${building}号楼旁垃圾投放点`);
    case "OFFICE":
      return at("物业服务中心");
  }
}
