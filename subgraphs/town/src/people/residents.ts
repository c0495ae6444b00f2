import type { Person } from "./people.types.js";
import type { Community } from "../places/places.types.js";
import type { People } from "./people.js";

const perCommunity = 14;

/** The owner of the demo's sign-in comes first in the community of case 2; the old people of the stories follow. */
const storyResidents: Readonly<Record<string, readonly string[]>> = {
  WTY: ["何惠芳", "周秀英", "朱有才"],
};

export function makeResidents(
  people: People,
  communities: readonly Community[],
): ReadonlyMap<string, readonly Person[]> {
  return new Map(
    communities.map((community) => {
      const named = (storyResidents[community.code] ?? []).map((name) =>
        people.named("residents", name),
      );
      const others = Array.from({ length: perCommunity - named.length }, (_, i) =>
        people.add("residents", i % 4 === 3 ? "ELDER_FEMALE" : undefined),
      );
      return [community.id, [...named, ...others]];
    }),
  );
}
