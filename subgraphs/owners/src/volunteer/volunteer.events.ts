import { defineTopic, emit, LiveEvent } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";
import { Field, ObjectType, registerEnumType } from "type-graphql";

import type { Volunteer } from "./volunteer.entity.js";

export enum VolunteerEventKind {
  JOINED = "JOINED",
  LEFT = "LEFT",
}
registerEnumType(VolunteerEventKind, {
  name: "VolunteerEventKind",
  description: "What happened to somebody's volunteering. 志愿者动态类别",
  valuesConfig: {
    JOINED: { description: "They volunteer. 加入" },
    LEFT: { description: "They no longer do. 退出" },
  },
});

type Payload = { volunteer: string; community: string };

export const volunteerTopic = defineTopic<VolunteerEventKind, Payload>("volunteer");

/** Announces, with the change itself, that somebody joined or left. */
export function announceVolunteer(
  em: EntityManager,
  { id, communityId }: Volunteer,
  kind: VolunteerEventKind,
): void {
  emit(em, volunteerTopic, kind, { volunteer: id, community: communityId });
}

@ObjectType({ description: "Somebody began or stopped volunteering. 志愿者动态" })
export class VolunteerEvent extends LiveEvent<Payload> {
  @Field(() => VolunteerEventKind, { description: "What. 类别" })
  kind: VolunteerEventKind;
}
