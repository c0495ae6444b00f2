import { defineTopic, LiveEvent } from "@hutong/kit";
import { Field, ObjectType, registerEnumType } from "type-graphql";

export enum ShiftEventKind {
  HANDED_OVER = "HANDED_OVER",
  TAKEN_OVER = "TAKEN_OVER",
}
registerEnumType(ShiftEventKind, {
  name: "ShiftEventKind",
  description: "What happened between two shifts of the desk. 交接班动态类别",
  valuesConfig: {
    HANDED_OVER: { description: "One left what is open. 交班" },
    TAKEN_OVER: { description: "The next one took it over. 接班" },
  },
});

type Payload = { handover: string };

export const shiftTopic = defineTopic<ShiftEventKind, Payload>("shift");

@ObjectType({ description: "A shift of the desk left something, or took it over. 交接班动态" })
export class ShiftEvent extends LiveEvent<Payload> {
  @Field(() => ShiftEventKind, { description: "What. 类别" })
  kind: ShiftEventKind;
}
