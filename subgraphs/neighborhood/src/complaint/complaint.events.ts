import { type Context, defineTopic, emit, LiveEvent } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";
import { Field, ObjectType, registerEnumType } from "type-graphql";

import { Disclosure } from "../disclosure/disclosure.entity.js";
import { Complaint } from "./complaint.entity.js";
import { factsOf, mayRead } from "./complaint.policy.js";

export enum ComplaintEventKind {
  REPORTED = "REPORTED",
  ADVANCED = "ADVANCED",
  DISPATCHED = "DISPATCHED",
  NOTED = "NOTED",
  DISCLOSED = "DISCLOSED",
  VIEWERS_CHANGED = "VIEWERS_CHANGED",
  CLOCK_WARNING = "CLOCK_WARNING",
  CLOCK_BREACHED = "CLOCK_BREACHED",
  ESCALATED = "ESCALATED",
}
registerEnumType(ComplaintEventKind, {
  name: "ComplaintEventKind",
  description: "What happened to a complaint. 诉求事件",
  valuesConfig: {
    REPORTED: { description: "It came in. 新诉求" },
    ADVANCED: { description: "It took a step. 状态变化" },
    DISPATCHED: { description: "It was sent to the responsible firm. 已派遣" },
    NOTED: { description: "Another party did something for it. 他方进展" },
    DISCLOSED: { description: "The identity was released to somebody. 信息释放" },
    VIEWERS_CHANGED: { description: "Somebody opened or closed it. 查看者变化" },
    CLOCK_WARNING: { description: "Less than a quarter of a promise's time is left. 临期预警" },
    CLOCK_BREACHED: { description: "A promise's time is over. 超时" },
    ESCALATED: { description: "A level had to answer for it, or did. 升级" },
  },
});

type Payload = { complaint: string; grid: string; firm: string | null };

export const complaintTopic = defineTopic<ComplaintEventKind, Payload>("complaint");

/** Announces what happened to a case, with the change itself. */
export function announce(em: EntityManager, complaint: Complaint, kind: ComplaintEventKind): void {
  emit(em, complaintTopic, kind, {
    complaint: complaint.id,
    grid: complaint.gridId,
    firm: complaint.responsibleFirmId ?? null,
  });
}

@ObjectType({ description: "Something happened to a complaint. 诉求事件" })
export class ComplaintEvent extends LiveEvent<Payload> {
  @Field(() => ComplaintEventKind, { description: "What. 类别" })
  kind: ComplaintEventKind;
}

/** Whether an event of a case is for the actor, as the case is now. */
export async function concerns({ actor, em }: Context, payload: Payload): Promise<boolean> {
  // What the payload shows to be none of theirs is passed over without a query.
  if (actor.is("GRID_WORKER")) return actor.grids.has(payload.grid);
  if (actor.is("FIRM_MANAGER") && payload.firm === actor.org) return actor.may("case:read");
  if (actor.is("SECRETARY", "SERVICE")) return actor.may("case:read");
  const fork = em.fork();
  const complaint = await fork.findOne(Complaint, payload.complaint);
  if (!complaint) return false;
  const disclosed = await fork.count(Disclosure, { complaintId: complaint.id, personId: actor.id });
  return mayRead(actor, factsOf(complaint), disclosed > 0);
}
