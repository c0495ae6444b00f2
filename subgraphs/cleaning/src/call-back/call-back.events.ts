import { defineTopic, emit, LiveEvent } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";
import { Field, ObjectType, registerEnumType } from "type-graphql";

import type { CallBack } from "./call-back.entity.js";

export enum CallBackEventKind {
  ASKED = "ASKED",
  CALLED = "CALLED",
}
registerEnumType(CallBackEventKind, {
  name: "CallBackEventKind",
  description: "What happened to a call-back. 回电动态类别",
  valuesConfig: {
    ASKED: { description: "Somebody is to be called. 待回电" },
    CALLED: { description: "They were called. 已回电" },
  },
});

type Payload = { callBack: string; crew: string };

export const callBackTopic = defineTopic<CallBackEventKind, Payload>("call-back");

/** Announces, with the change itself, that somebody is to be called, or was. */
export function announceCallBack(
  em: EntityManager,
  { id, crew }: CallBack,
  kind: CallBackEventKind,
): void {
  emit(em, callBackTopic, kind, { callBack: id, crew: crew.id });
}

@ObjectType({ description: "Something happened to a call-back. 回电动态" })
export class CallBackEvent extends LiveEvent<Payload> {
  @Field(() => CallBackEventKind, { description: "What. 类别" })
  kind: CallBackEventKind;
}
