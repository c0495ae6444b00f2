import { ComplaintCategory } from "./category.js";

/** How people, the hotline and the city write what a complaint is about. */
export const categoryWords: ReadonlyMap<string, ComplaintCategory> = new Map([
  ["物业不作为", ComplaintCategory.FIRM_INACTION],
  ["管家未响应", ComplaintCategory.STEWARD_UNRESPONSIVE],
  ["乱扔垃圾", ComplaintCategory.LITTERING],
  ["设施损坏", ComplaintCategory.FACILITY_DAMAGE],
  ["违停", ComplaintCategory.ILLEGAL_PARKING],
  ["违规装修", ComplaintCategory.ILLEGAL_RENOVATION],
  ["电梯", ComplaintCategory.LIFT],
  ["漏水", ComplaintCategory.WATER_LEAK],
  ["污水管", ComplaintCategory.SEWAGE],
  ["车库道闸", ComplaintCategory.GARAGE_BARRIER],
  ["外墙脱落", ComplaintCategory.FACADE_FALLING],
  ["充电桩", ComplaintCategory.CHARGING_PILE],
  ["物业费", ComplaintCategory.FEES],
  ["噪音", ComplaintCategory.NOISE],
  ["养犬", ComplaintCategory.DOGS],
  ["下水堵塞", ComplaintCategory.DRAINS],
  ["多收费", ComplaintCategory.OVERCHARGING],
  ["违规办班", ComplaintCategory.ILLEGAL_CLASSES],
  ["消防通道", ComplaintCategory.FIRE_ACCESS],
]);
