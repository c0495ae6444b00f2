import { defineTopic, emit, LiveEvent } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";
import { Field, ObjectType, registerEnumType } from "type-graphql";

import type { HomeOrder } from "./home-order.entity.js";

export enum HomeOrderEventKind {
  ORDERED = "ORDERED",
  ACCEPTED = "ACCEPTED",
  DECLINED = "DECLINED",
  VISITING = "VISITING",
  QUOTED = "QUOTED",
  AGREED = "AGREED",
  DONE = "DONE",
  RATED = "RATED",
  CANCELLED = "CANCELLED",
  LATE = "LATE",
}
registerEnumType(HomeOrderEventKind, {
  name: "HomeOrderEventKind",
  description: "What happened to an order. 点单动态类别",
  valuesConfig: {
    ORDERED: { description: "It came in. 下单" },
    ACCEPTED: { description: "The firm sends somebody. 接单" },
    DECLINED: { description: "The firm does not take it. 不接单" },
    VISITING: { description: "Somebody is there. 上门" },
    QUOTED: { description: "The price was shown. 报价" },
    AGREED: { description: "The resident agreed to it. 确认价格" },
    DONE: { description: "It is done. 完工" },
    RATED: { description: "It was rated; the score counts for the firm's credit. 评价" },
    CANCELLED: { description: "The resident took it back. 取消" },
    LATE: { description: "An emergency was not answered in 30 minutes. 应急响应超时" },
  },
});

export type HomeOrderPayload = {
  order: string;
  firm: string;
  resident: string;
  staff: string | null;
};

export const homeOrderTopic = defineTopic<HomeOrderEventKind, HomeOrderPayload>("home-order");

/** Announces, with the change itself, what happened to an order. */
export function announceHomeOrder(
  em: EntityManager,
  order: HomeOrder,
  kind: HomeOrderEventKind,
): void {
  emit(em, homeOrderTopic, kind, {
    order: order.id,
    firm: order.firmId,
    resident: order.residentPersonId,
    staff: order.staffPersonId ?? null,
  });
}

@ObjectType({ description: "Something happened to an order. 点单动态" })
export class HomeOrderEvent extends LiveEvent<HomeOrderPayload> {
  @Field(() => HomeOrderEventKind, { description: "What. 类别" })
  kind: HomeOrderEventKind;
}
