import { defineTopic, emit, LiveEvent } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";
import { Field, ObjectType, registerEnumType } from "type-graphql";

import type { FirmStaff } from "./staff.entity.js";

export enum StaffEventKind {
  REGISTERED = "REGISTERED",
  VETTED = "VETTED",
  LEFT = "LEFT",
  CLOCKED_IN = "CLOCKED_IN",
  CLOCKED_OUT = "CLOCKED_OUT",
  AT_TWO_SITES = "AT_TWO_SITES",
}
registerEnumType(StaffEventKind, {
  name: "StaffEventKind",
  description: "What happened with somebody on a firm's staff. 人员动态类别",
  valuesConfig: {
    REGISTERED: { description: "Registered under the real name. 实名登记" },
    VETTED: { description: "Vetted for work in people's homes. 审核通过" },
    LEFT: { description: "Left the firm. 离职" },
    CLOCKED_IN: { description: "Came to a site. 到岗" },
    CLOCKED_OUT: { description: "Went from a site. 离岗" },
    AT_TWO_SITES: { description: "Said to be at two sites at once. 人员复用" },
  },
});

type Payload = { staff: string; firm: string; attendance: string | null };

export const staffTopic = defineTopic<StaffEventKind, Payload>("staff");

/** Announces, with the change itself, what happened with somebody. */
export function announceStaff(
  em: EntityManager,
  { id, firmId }: FirmStaff,
  kind: StaffEventKind,
  attendance: string | null = null,
): void {
  emit(em, staffTopic, kind, { staff: id, firm: firmId, attendance });
}

@ObjectType({ description: "Something happened with somebody on a firm's staff. 人员动态" })
export class StaffEvent extends LiveEvent<Payload> {
  @Field(() => StaffEventKind, { description: "What. 类别" })
  kind: StaffEventKind;
}
