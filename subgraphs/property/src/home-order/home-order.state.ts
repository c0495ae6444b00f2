import { registerEnumType } from "type-graphql";

import type { Steps } from "../transition.js";

export enum HomeOrderEntry {
  SERVICE = "SERVICE",
  PUBLIC_AREA = "PUBLIC_AREA",
  EMERGENCY = "EMERGENCY",
}
registerEnumType(HomeOrderEntry, {
  name: "HomeOrderEntry",
  description: "By which of the three entries an order came. 点单入口",
  valuesConfig: {
    SERVICE: { description: "A service is booked. 服务预约" },
    PUBLIC_AREA: { description: "Something public is reported; it costs nothing. 公区报事" },
    EMERGENCY: { description: "Emergency repair: answered within 30 minutes. 应急维修" },
  },
});

export enum HomeOrderState {
  ORDERED = "ORDERED",
  ACCEPTED = "ACCEPTED",
  VISITING = "VISITING",
  QUOTED = "QUOTED",
  AGREED = "AGREED",
  DONE = "DONE",
  RATED = "RATED",
  DECLINED = "DECLINED",
  CANCELLED = "CANCELLED",
}
registerEnumType(HomeOrderState, {
  name: "HomeOrderState",
  description: "How far an order has come. 点单状态",
  valuesConfig: {
    ORDERED: { description: "Waits for the firm's answer. 待接单" },
    ACCEPTED: { description: "The firm sends somebody. 已接单" },
    VISITING: { description: "They are there. 上门中" },
    QUOTED: { description: "The price is shown and waits for a yes. 待确认价格" },
    AGREED: { description: "The resident agrees to the price. 已确认价格" },
    DONE: { description: "The work is done. 已完成" },
    RATED: { description: "The resident has rated it. 已评价" },
    DECLINED: { description: "The firm does not take it, with a reason. 未接单" },
    CANCELLED: { description: "The resident took it back. 已取消" },
  },
});

export enum HomeOrderStep {
  ACCEPT = "ACCEPT",
  DECLINE = "DECLINE",
  VISIT = "VISIT",
  QUOTE = "QUOTE",
  AGREE = "AGREE",
  FINISH = "FINISH",
  RATE = "RATE",
  CANCEL = "CANCEL",
}
registerEnumType(HomeOrderStep, {
  name: "HomeOrderStep",
  description: "A step that leads an order on. 点单动作",
  valuesConfig: {
    ACCEPT: { description: "Take it and send somebody. 接单" },
    DECLINE: { description: "Do not take it. 不接单" },
    VISIT: { description: "Be there. 上门" },
    QUOTE: { description: "Show the price before the work. 报价" },
    AGREE: { description: "Agree to the price. 确认价格" },
    FINISH: { description: "Report it done. 完工" },
    RATE: { description: "Rate it. 评价" },
    CANCEL: { description: "Take it back. 取消" },
  },
});

const { ORDERED, ACCEPTED, VISITING, QUOTED, AGREED, DONE, RATED, DECLINED, CANCELLED } =
  HomeOrderState;

/**
 * Which step leads from where to where. Another person may be sent until somebody is there; the price
 * may be shown anew until the resident agrees, and no work is done before that.
 */
export const homeOrderSteps: Steps<HomeOrderStep, HomeOrderState> = {
  ACCEPT: { from: [ORDERED, ACCEPTED], to: ACCEPTED },
  DECLINE: { from: [ORDERED], to: DECLINED },
  VISIT: { from: [ACCEPTED], to: VISITING },
  QUOTE: { from: [VISITING, QUOTED], to: QUOTED },
  AGREE: { from: [QUOTED], to: AGREED },
  FINISH: { from: [VISITING, AGREED], to: DONE },
  RATE: { from: [DONE], to: RATED },
  CANCEL: { from: [ORDERED, ACCEPTED, VISITING, QUOTED], to: CANCELLED },
};
