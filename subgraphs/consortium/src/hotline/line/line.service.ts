import { type Context, invalidInput } from "@hutong/kit";

import type { HotlineTicket } from "../ticket.entity.js";
import { requireDesk } from "../ticket.policy.js";
import { logTicket } from "../ticket.service.js";
import { communityByCode, likelyCommunities } from "./known-communities.js";
import type { KnownCommunity } from "./known-community.entity.js";
import { type LinePart, lineParts, parseLine, type ParsedLine } from "./line.parse.js";
import { HotlineLine, type LogTicketLineInput } from "./line.type.js";

/** A line with the community that its initials name. */
interface ReadLine extends ParsedLine {
  readonly community: KnownCommunity | null;
}

async function read(context: Context, line: string, isTyped: boolean): Promise<ReadLine> {
  const parsed = parseLine(line);
  const { code, problems } = parsed;
  const community = code ? await communityByCode(context, code, isTyped) : null;
  if (!code || community) return { ...parsed, community };
  const like = await likelyCommunities(context.em, code);
  const offered = like.map(({ code: near, name }) => `${near} ${name}`).join("、");
  const hint = offered && `,是否 ${offered}`;
  return {
    ...parsed,
    community,
    problems: {
      ...problems,
      community: `没有简码为 ${code} 的小区${hint}。No community has these initials.`,
    },
  };
}

/** How a line is read, while it is typed. */
export async function readLine(context: Context, line: string): Promise<HotlineLine> {
  requireDesk(context.actor);
  const { community, publicPlace, place, category, words, problems } = await read(
    context,
    line,
    true,
  );
  const wrong = (part: LinePart) => ({ part, message: problems[part]! });
  return Object.assign(new HotlineLine(), {
    communityId: community?.id ?? null,
    publicPlace,
    place,
    category,
    words,
    problems: lineParts.filter((part) => problems[part]).map(wrong),
  });
}

/**
 * Takes a call down as it was typed in one line.
 * @throws HutongError `FORBIDDEN`; `INVALID_INPUT`, whose fields name the part: `line.place`
 */
export async function logTicketLine(
  context: Context,
  { key, line, callerName, callerPhone }: LogTicketLineInput,
): Promise<HotlineTicket> {
  requireDesk(context.actor);
  const { community, publicPlace, place, category, words, problems } = await read(
    context,
    line,
    false,
  );
  if (!community || !publicPlace || !place || !category || !words || problems.words) {
    const wrong = Object.entries(problems).map(([part, rule]) => [`line.${part}`, rule]);
    throw invalidInput(Object.fromEntries(wrong));
  }
  return logTicket(context, {
    key,
    community: community.id,
    title: [...words].slice(0, 60).join(""),
    description: words,
    category,
    publicPlace,
    place,
    callerName,
    callerPhone,
  });
}
