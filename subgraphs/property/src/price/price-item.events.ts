import { defineTopic, LiveEvent } from "@hutong/kit";
import { ObjectType } from "type-graphql";

type Payload = { item: string; firm: string };

export const priceTopic = defineTopic<"SET", Payload>("price-item");

@ObjectType({ description: "A price was put on a firm's public list. 价目动态" })
export class PriceItemEvent extends LiveEvent<Payload> {}
