import { type Context, defineBatch, now, requireId } from "@hutong/kit";

import { Complaint } from "../complaint/complaint.entity.js";
import { factsOf, mayRead } from "../complaint/complaint.policy.js";
import { endedStates } from "../complaint/complaint.state.js";
import { settingsOf } from "../settings/settings.service.js";
import { Duplicate } from "./duplicate.type.js";
import type { DuplicateInput } from "./intake.input.js";
import { bigrams, likeness } from "./likeness.js";

const day = 86_400_000;
/** More open cases of one category in one community within the days that count are one disaster. */
const mostCompared = 500;
const mostTold = 5;

/** The same place says more than the same words: it counts for a third. */
const placeWeight = 1 / 3;

/**
 * Open cases that may be the same as a text: of the same community and category, not older than the
 * settings say, and alike by words and place. Only cases that are the actor's to see.
 */
export async function findDuplicates(
  context: Context,
  { community, category, text, publicPlace }: DuplicateInput,
  but?: string,
): Promise<Duplicate[]> {
  const { em, actor } = context;
  actor.require("case:read");
  const candidates = await openCasesOf(`${requireId(community, "cty")} ${category}`, context);
  const { duplicatePercent } = await settingsOf(em);
  const words = bigrams(text);
  const place = bigrams(publicPlace);
  return candidates
    .filter((complaint) => complaint.id !== but && mayRead(actor, factsOf(complaint)))
    .map((complaint) => {
      const byWords = likeness(words, bigrams(`${complaint.title}${complaint.description}`));
      const byTitle = likeness(words, bigrams(complaint.title));
      const byPlace = likeness(place, bigrams(complaint.publicPlace));
      const alike = Math.max(byWords, byTitle) * (1 - placeWeight) + byPlace * placeWeight;
      return Object.assign(new Duplicate(), { complaint, percent: Math.round(alike * 100) });
    })
    .filter(({ percent }) => percent >= duplicatePercent)
    .sort((a, b) => b.percent - a.percent)
    .slice(0, mostTold);
}

/** The open cases that others are compared with, newest first, by a community's id and a category. */
const openCasesOf = defineBatch<Complaint[]>(async (keys, { em }) => {
  const { duplicateDays } = await settingsOf(em);
  const asked = keys.map((key) => {
    const [community, category] = key.split(" ");
    return { key, community, category };
  });
  const rows = await em.execute<{ key: string; id: string }[]>(
    `select key, recent.id
     from jsonb_to_recordset(?::jsonb) as asked (key text, community text, category text)
     cross join lateral (
       select id from complaint where community_id = asked.community and complaint.category = asked.category
         and reported_at > ? and state not in (?)
       order by reported_at desc limit ?) recent`,
    [
      JSON.stringify(asked),
      new Date(now().getTime() - duplicateDays * day),
      [...endedStates],
      mostCompared,
    ],
  );
  const cases = await em.find(Complaint, { id: { $in: rows.map(({ id }) => id) } });
  const byId = new Map(cases.map((complaint) => [complaint.id, complaint]));
  const byKey = Map.groupBy(rows, ({ key }) => key);
  return (key) => (byKey.get(key) ?? []).flatMap(({ id }) => byId.get(id) ?? []);
});

/** What may be the same as a case that is known. */
export const duplicatesOf = (context: Context, complaint: Complaint): Promise<Duplicate[]> =>
  findDuplicates(
    context,
    {
      community: complaint.community.id,
      category: complaint.category,
      text: `${complaint.title}${complaint.description}`,
      publicPlace: complaint.publicPlace,
    },
    complaint.id,
  );
