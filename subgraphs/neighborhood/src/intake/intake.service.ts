import {
  attachPhotos,
  ComplaintState,
  type Context,
  conflict,
  forbidden,
  invalidInput,
  newId,
  notFound,
  requireId,
  now,
} from "@hutong/kit";
import { UniqueConstraintViolationException } from "@mikro-orm/core";
import type { EntityManager } from "@mikro-orm/postgresql";

import { Community } from "../community/community.entity.js";
import { Complaint, type ComplaintChannel } from "../complaint/complaint.entity.js";
import { announce, ComplaintEventKind } from "../complaint/complaint.events.js";
import { factsOf, mayRead } from "../complaint/complaint.policy.js";
import { note } from "../complaint/timeline.js";
import { TimelineKind } from "../complaint/timeline.entity.js";
import { GradingRule } from "../grading/grading-rule.entity.js";
import { graver, gradeBy } from "../grading/grading.service.js";
import type { ReportComplaintInput } from "./intake.input.js";
import { channelsOf, reportsForThemselves } from "./intake.policy.js";

/**
 * Takes in a complaint; whoever is signed in as a resident reports for themselves. One that comes
 * again with the same number of the same source is the case that it was before.
 * @throws HutongError `FORBIDDEN`, `NOT_FOUND`, `INVALID_INPUT`, `CONFLICT` when the number is
 *   known, but is not the actor's to see
 */
export async function reportComplaint(
  context: Context,
  input: ReportComplaintInput,
): Promise<Complaint> {
  const { em, actor } = context;
  actor.require("case:write");
  const community = await em.findOne(Community, requireId(input.community, "cty"));
  if (!community) throw notFound(`community ${input.community}`);
  const channels = channelsOf(actor, community);
  const channel = input.channel ?? channels[0];
  if (!channel || channels.length === 0)
    throw forbidden("You cannot report a complaint for this community");
  if (!channels.includes(channel))
    throw invalidInput({ channel: `must be ${channels.join(" or ")}` });

  const known = await knownAs(context, channel, input.sourceRef);
  if (known) return known;
  const own = reportsForThemselves(actor);
  const complaint = takeIn(em, community, await openDesk(em, 1), {
    ...input,
    channel,
    reporterId: own ? actor.id : newId("per"),
    takenById: own ? null : actor.id,
    by: own ? "居民" : actor.name,
  });
  if (input.photos?.length)
    await attachPhotos(context, input.photos, {
      preparedFor: community.id,
      subject: complaint.id,
      caption: input.title,
    });
  try {
    await em.flush();
  } catch (error) {
    // The same number came twice at once: the other request has stored it.
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    em.clear();
    const stored = await knownAs(context, channel, input.sourceRef);
    if (stored) return stored;
    throw error;
  }
  return complaint;
}

async function knownAs(
  { em, actor }: Context,
  channel: ComplaintChannel,
  sourceRef: string | null | undefined,
): Promise<Complaint | null> {
  if (!sourceRef) return null;
  const known = await em.findOne(Complaint, { channel, sourceRef });
  if (known && !mayRead(actor, factsOf(known)))
    throw conflict("This number of the source is taken by a case that is not yours");
  return known;
}

/** A complaint as it comes in, by whichever way. */
export interface Intake extends Omit<ReportComplaintInput, "community"> {
  readonly channel: ComplaintChannel;
  readonly reporterId: string;
  readonly takenById: string | null;
  /** How the timeline calls who brought it. */
  readonly by: string;
  /** When it was made; by default now. */
  readonly reportedAt?: Date;
}

/** What taking in needs: the rules as they are now, and a number for each. */
export interface Desk {
  readonly rules: readonly GradingRule[];
  readonly numbers: Iterator<string>;
}

/** Fetches the rules, and from a sequence so many numbers that two desks never share one. */
export async function openDesk(em: EntityManager, count: number): Promise<Desk> {
  const rules = await em.find(GradingRule, {});
  const rows = await em.execute<{ next: string }[]>(
    "select nextval('complaint_number') as next from generate_series(1, ?)",
    [count],
  );
  const year = now().getUTCFullYear();
  return {
    rules,
    numbers: rows.map(({ next }) => `TS-${year}-${next.padStart(4, "0")}`).values(),
  };
}

/** Numbers and grades a complaint and puts it with the change that is about to be flushed. */
export function takeIn(
  em: EntityManager,
  community: Community,
  { rules, numbers }: Desk,
  { by, grade, sourceRef, reportedAt = now(), ...intake }: Intake,
): Complaint {
  const byRules = gradeBy(rules, intake.category, `${intake.title} ${intake.description}`);
  const complaint = em.create(Complaint, {
    id: newId("cmp"),
    number: numbers.next().value as string,
    title: intake.title,
    description: intake.description,
    category: intake.category,
    grade: grade ? graver(grade, byRules) : byRules,
    channel: intake.channel,
    state: ComplaintState.RECEIVED,
    community,
    gridId: community.grid.id,
    place: intake.place,
    publicPlace: intake.publicPlace,
    reporterId: intake.reporterId,
    reporterName: intake.reporterName,
    reporterPhone: intake.reporterPhone,
    takenById: intake.takenById,
    sourceRef: sourceRef ?? null,
    responsibleFirmId: community.firmId,
    reportedAt,
  });
  note(em, complaint, TimelineKind.REPORTED, { by, note: sourceRef ?? null, at: reportedAt });
  announce(em, complaint, ComplaintEventKind.REPORTED);
  return complaint;
}
