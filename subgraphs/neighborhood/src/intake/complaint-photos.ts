import {
  type Actor,
  attachPhotos,
  type Context,
  forbidden,
  notFound,
  photoUploads,
  requireId,
} from "@hutong/kit";

import { Community } from "../community/community.entity.js";
import type { Complaint } from "../complaint/complaint.entity.js";
import { announce, ComplaintEventKind } from "../complaint/complaint.events.js";
import { type CaseFacts, factsOf, insist } from "../complaint/complaint.policy.js";
import { readComplaint } from "../complaint/complaint.service.js";
import { note } from "../complaint/timeline.js";
import { TimelineKind } from "../complaint/timeline.entity.js";
import { save } from "../complaint/complaint-steps.service.js";
import type { AddComplaintPhotosInput } from "./intake.input.js";
import { channelsOf } from "./intake.policy.js";

/** Who may show what a case looks like: its reporter, its grid, the firm that works on it. */
const mayShow = (actor: Actor, facts: CaseFacts): boolean =>
  actor.may("case:write") &&
  (actor.id === facts.reporterId ||
    (actor.role === "GRID_WORKER" && actor.grids.has(facts.gridId)) ||
    actor.isAt("FIRM_MANAGER", facts.responsibleFirmId));

/**
 * Photos are prepared for a case, or for the community in which a complaint is about to be reported.
 */
export const ComplaintPhotosResolver = photoUploads({
  mutation: "prepareComplaintPhoto",
  allow: async (context, subject) => {
    const { em, actor } = context;
    if (subject.startsWith("cty_")) {
      const community = await em.findOne(Community, requireId(subject, "cty"));
      if (!community) throw notFound(`community ${subject}`);
      if (channelsOf(actor, community).length === 0)
        throw forbidden("You cannot report a complaint for this community");
      return;
    }
    const complaint = await readComplaint(context, subject);
    insist(mayShow(actor, factsOf(complaint)), "You cannot add photos to this case");
  },
});

/** Adds photos to a case, with what they show. */
export async function addPhotos(
  context: Context,
  { complaint: id, photos, caption }: AddComplaintPhotosInput,
): Promise<Complaint> {
  const { em, actor } = context;
  const complaint = await readComplaint(context, id);
  insist(mayShow(actor, factsOf(complaint)), "You cannot add photos to this case");
  await attachPhotos(context, photos, { preparedFor: id, subject: id, caption: caption ?? "" });
  note(em, complaint, TimelineKind.PHOTO_ADDED, {
    by: actor.id === complaint.reporterId ? "居民" : actor.name,
    note: caption ?? null,
  });
  announce(em, complaint, ComplaintEventKind.NOTED);
  await save(em);
  return complaint;
}
