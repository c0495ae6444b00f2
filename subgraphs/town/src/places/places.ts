import { ref } from "../people/people.js";
import type { People } from "../people/people.js";
import { makeRandom } from "../random.js";
import type { Random } from "../random.js";
import type { Firm } from "../firms/firms.types.js";
import type { Committee, Community, Grid, OwnersCommittee } from "./places.types.js";
import { gridRows } from "./communities.data.js";

export interface Places {
  readonly committees: readonly Committee[];
  readonly grids: readonly Grid[];
  readonly communities: readonly Community[];
  readonly ownersCommittees: readonly OwnersCommittee[];
}

/** Where each grid lies on the map: a row of four above two rows of three, so that it does not look ruled. */
const cells = gridRows.map((_, i) => {
  if (i < 4) return { left: i * 250, top: 0, width: 250, height: 330 };
  const row = i < 7 ? 1 : 2;
  return { left: ((i - 4) % 3) * 333, top: row === 1 ? 330 : 665, width: 333, height: 335 };
});

export function makePlaces(seed: number, people: People, firms: readonly Firm[]): Places {
  const random = makeRandom(seed, "places");
  const committees = [...new Set(gridRows.map((row) => row.committee))].map((name) => ({
    id: random.id("nbh"),
    name,
  }));
  const grids: Grid[] = [];
  const communities: Community[] = [];

  for (const [index, row] of gridRows.entries()) {
    const grid: Grid = {
      id: random.id("grid"),
      name: row.name,
      committeeId: committees.find((committee) => committee.name === row.committee)!.id,
      leader: ref(people.add("grids")),
      workers: Array.from({ length: 4 }, (_, i) =>
        ref(
          index < 2 && i === 0
            ? people.named("grids", index === 0 ? "郑晓岚" : "邓海波")
            : people.add("grids"),
        ),
      ),
    };
    grids.push(grid);
    for (const [
      i,
      [name, code, address, builtYear, households, firm],
    ] of row.communities.entries()) {
      const cell = cells[index]!;
      const shape = outline(random, {
        left: cell.left + (i % 2) * (cell.width / 2),
        top: cell.top + Math.floor(i / 2) * (cell.height / 2),
        width: cell.width / 2,
        height: cell.height / 2,
      });
      communities.push({
        id: random.id("cty"),
        code,
        name,
        address: `澄溪镇${address}`,
        builtYear,
        households,
        gridId: grid.id,
        firmId: firm === 0 ? null : firms[firm - 1]!.id,
        ...shape,
      });
    }
  }

  const ownersCommittees = communities
    .filter((community) => community.firmId !== null)
    .map((community) => ({
      id: random.id("oc"),
      communityId: community.id,
      name: `${community.name}业主委员会`,
      director: ref(
        community.code === "WTY"
          ? people.named("owners-committees", "宋雅琴")
          : people.add("owners-committees"),
      ),
    }));
  return { committees, grids, communities, ownersCommittees };
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A lot with one cut corner; the gap to the next one is the street. */
function outline(random: Random, box: Box): Pick<Community, "x" | "y" | "outline"> {
  const left = box.left + random.int(8, 20);
  const right = box.left + box.width - random.int(8, 20);
  const top = box.top + random.int(8, 22);
  const bottom = box.top + box.height - random.int(8, 22);
  const cut = random.int(14, 34);
  const corners: [number, number][][] = [
    [
      [left, top + cut],
      [left + cut, top],
    ],
    [
      [right - cut, top],
      [right, top + cut],
    ],
    [
      [right, bottom - cut],
      [right - cut, bottom],
    ],
    [
      [left + cut, bottom],
      [left, bottom - cut],
    ],
  ];
  const square: [number, number][] = [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
  const cutCorner = random.int(0, 3);
  return {
    x: Math.round((left + right) / 2),
    y: Math.round((top + bottom) / 2),
    outline: square
      .flatMap((corner, i) => (i === cutCorner ? corners[i]! : [corner]))
      .map(([x, y]) => [Math.round(x), Math.round(y)] as const),
  };
}
