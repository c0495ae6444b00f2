import {
  type Actor,
  type Context,
  defineBatch,
  defineTopic,
  emit,
  LiveEvent,
  newId,
  now,
} from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";
import { Field, ObjectType } from "type-graphql";

import { doerOf, system } from "../changes/history.js";
import type { HelpOffer } from "../help-offer/help-offer.entity.js";
import { HelpRequest } from "./help-request.entity.js";
import { maySeeOffer, type RequestFacts } from "./help-request.policy.js";
import { helpRequestReference } from "./help-request.reference.js";
import { HelpRequestEventKind, HelpRequestRecord } from "./record.entity.js";

type Payload = {
  request: string;
  record: string;
  complaint: string;
  community: string;
  askingFirm: string;
  /** Whose offer it is about, where it is about one. */
  offeringFirm: string | null;
};

export const helpRequestTopic = defineTopic<HelpRequestEventKind, Payload>("help-request");

/** Records what the actor, or else a timer, did and announces it, with the change itself. */
export async function announce(
  em: EntityManager,
  request: HelpRequest,
  kind: HelpRequestEventKind,
  { actor, note, offer }: { actor: Actor | null; note?: string | null; offer?: HelpOffer | null },
): Promise<void> {
  const { name, organisation } = actor ? await doerOf(em, actor) : system;
  const record = em.create(HelpRequestRecord, {
    id: newId("hrr"),
    helpRequestId: request.id,
    kind,
    at: now(),
    by: name,
    organisation,
    note: note?.trim() || null,
  });
  emit(em, helpRequestTopic, kind, {
    request: request.id,
    record: record.id,
    complaint: request.complaintId,
    community: request.communityId,
    askingFirm: request.askingFirm.id,
    offeringFirm: offer?.firm.id ?? null,
  });
}

@ObjectType({ description: "Something happened to a help request. 会诊事件" })
export class HelpRequestEvent extends LiveEvent<Payload> {
  @Field(() => HelpRequestEventKind, { description: "What. 类别" })
  kind: HelpRequestEventKind;
}

/** Only what went to all firms is announced, so an event's request was no draft. */
export const factsOfEvent = ({ community, askingFirm }: Payload): RequestFacts => ({
  communityId: community,
  askingFirmId: askingFirm,
  askedByPersonId: "",
  acceptedPersonId: null,
  draft: false,
});

const recordOf = defineBatch<HelpRequestRecord | null>(async (ids, { em }) => {
  const records = await em.find(HelpRequestRecord, { id: { $in: [...ids] } });
  const byId = new Map(records.map((record) => [record.id, record]));
  return (id) => byId.get(id) ?? null;
});

/** Done by the helping side: who it was shows whose offer it is. */
const byHelper: readonly HelpRequestEventKind[] = [
  HelpRequestEventKind.OFFERED,
  HelpRequestEventKind.OFFER_WITHDRAWN,
  HelpRequestEventKind.ARRIVED,
  HelpRequestEventKind.ADVISED,
];
const beforeChoice: readonly HelpRequestEventKind[] = [
  HelpRequestEventKind.OFFERED,
  HelpRequestEventKind.OFFER_WITHDRAWN,
];

/** Who did it and what they said, as far as the actor may know: a rival's offer stays unnamed. */
export async function tellingOf(
  { kind, payload }: HelpRequestEvent,
  context: Context,
): Promise<{ by: string; organisation: string | null; note: string | null }> {
  const record = await recordOf(payload.record, context);
  const visible =
    payload.offeringFirm === null ||
    maySeeOffer(context.actor, factsOfEvent(payload), {
      firmId: payload.offeringFirm,
      accepted: !beforeChoice.includes(kind),
    });
  const named = record !== null && (visible || !byHelper.includes(kind));
  return {
    by: named ? record.by : "成员企业",
    organisation: named ? (record.organisation ?? null) : null,
    note: visible ? (record?.note ?? null) : null,
  };
}

/** The request an event is about, as it is now. */
export const requestOf = (
  { payload }: HelpRequestEvent,
  context: Context,
): Promise<HelpRequest | null> => helpRequestReference.loadOne(payload.request, context);
