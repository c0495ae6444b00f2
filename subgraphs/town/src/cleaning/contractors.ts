import type { People } from "../people/people.js";
import { makeRandom } from "../random.js";
import type { Cleaner, Contractor, Crew } from "./cleaning.types.js";
import type { Firm } from "../firms/firms.types.js";
import type { Community } from "../places/places.types.js";

export interface Contractors {
  readonly contractors: readonly Contractor[];
  readonly crews: readonly Crew[];
  readonly cleaners: readonly Cleaner[];
}

const rows: readonly (readonly [string, string])[] = [
  ["澄溪洁美保洁服务有限公司", "Chengxi Jiemei Cleaning"],
  ["澄溪净土环境服务有限公司", "Chengxi Jingtu Environmental"],
  ["澄溪晨露保洁服务有限公司", "Chengxi Chenlu Cleaning"],
  ["澄溪千帆家政保洁有限公司", "Chengxi Qianfan Cleaning"],
  ["澄溪白鹭环境服务有限公司", "Chengxi Bailu Environmental"],
  ["澄溪勤和保洁服务有限公司", "Chengxi Qinhe Cleaning"],
];

/** Contractors, each for about five firms; a crew looks after two or three communities. */
export function makeContractors(
  seed: number,
  people: People,
  communities: readonly Community[],
  firms: readonly Firm[],
): Contractors {
  const random = makeRandom(seed, "contractors");
  const contractors: Contractor[] = [];
  const crews: Crew[] = [];
  const cleaners: Cleaner[] = [];

  for (const [index, [name, nameEn]] of rows.entries()) {
    const operator = `c0${index + 1}`;
    const mine = firms.filter((_, i) => Math.floor(i / 5) === index);
    const contractor: Contractor = {
      id: random.id("ctr"),
      operator,
      name,
      nameEn,
      phone: `6810-0${index + 1}00`,
      firmIds: mine.map((firm) => firm.id),
    };
    contractors.push(contractor);

    const served = communities.filter(
      (community) => community.firmId !== null && contractor.firmIds.includes(community.firmId),
    );
    // The firm of case 2 comes first, so that its two communities share the first crew.
    for (let first = 0; first < served.length; first += 2) {
      const crewId = random.id("crew", operator);
      const number = first / 2 + 1;
      const story = index === 0 && first === 0;
      const size = story ? 7 : random.int(4, 7);
      const members = Array.from({ length: size }, (_, i): Cleaner => {
        const named = story ? storyCrew[i] : undefined;
        const person = named
          ? people.named("cleaners", named.name)
          : people.add("cleaners", random.chance(0.75) ? "ELDER_FEMALE" : "ELDER_MALE");
        return {
          id: random.id("cln", operator),
          contractorId: contractor.id,
          crewId,
          personId: person.id,
          name: person.name,
          phone: person.phone,
          age: named?.age ?? random.int(52, 71),
          phoneKind: named?.phoneKind ?? (random.chance(0.35) ? "FEATURE" : "SMART"),
          trained: named?.trained ?? random.chance(0.8),
        };
      });
      cleaners.push(...members);
      crews.push({
        id: crewId,
        contractorId: contractor.id,
        name: `${served[first]!.name}保洁${["一", "二", "三", "四", "五"][number - 1]}班`,
        leaderCleanerId: members[0]!.id,
        communityIds: served.slice(first, first + 2).map((community) => community.id),
      });
    }
  }
  return { contractors, crews, cleaners };
}

/** Case 7's crew: its leader, the one whose phone cannot install the app, the one who was trained but cannot work it. */
const storyCrew: readonly (Pick<Cleaner, "name" | "age" | "phoneKind" | "trained"> | undefined)[] =
  [
    { name: "范玉珍", age: 54, phoneKind: "SMART", trained: true },
    { name: "孙菊香", age: 67, phoneKind: "FEATURE", trained: true },
    { name: "吴桂英", age: 64, phoneKind: "SMART", trained: true },
  ];
