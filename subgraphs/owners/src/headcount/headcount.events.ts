import { defineTopic, LiveEvent } from "@hutong/kit";
import { ObjectType } from "type-graphql";

type Payload = { community: string };

export const headcountTopic = defineTopic<"COUNTED", Payload>("headcount");

@ObjectType({ description: "The committee counted who is on site. 现场清点动态" })
export class HeadcountEvent extends LiveEvent<Payload> {}
