import { defineTopic, LiveEvent } from "@hutong/kit";
import { ObjectType } from "type-graphql";

type Payload = { complaint: string; community: string };

/** That a case was rated, and not by whom. */
export const reviewTopic = defineTopic<"REVIEWED", Payload>("complaint-review");

@ObjectType({ description: "The reporter of a case rated how it was handled. 诉求评价动态" })
export class ComplaintReviewEvent extends LiveEvent<Payload> {}
