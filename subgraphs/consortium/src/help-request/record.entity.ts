import { defineEntity, p } from "@mikro-orm/core";
import { registerEnumType } from "type-graphql";

export enum HelpRequestEventKind {
  ASKED = "ASKED",
  OFFERED = "OFFERED",
  OFFER_WITHDRAWN = "OFFER_WITHDRAWN",
  ACCEPTED = "ACCEPTED",
  DIRECTED = "DIRECTED",
  ARRIVED = "ARRIVED",
  ADVISED = "ADVISED",
  CONFIRMED = "CONFIRMED",
  CLOSED = "CLOSED",
  WITHDRAWN = "WITHDRAWN",
  NO_OFFER = "NO_OFFER",
}
registerEnumType(HelpRequestEventKind, {
  name: "HelpRequestEventKind",
  description: "What happened to a help request. 会诊事件",
  valuesConfig: {
    ASKED: { description: "It went to all firms. 已发布" },
    OFFERED: { description: "A firm offers an expert. 新应援" },
    OFFER_WITHDRAWN: { description: "A firm took its offer back. 应援撤回" },
    ACCEPTED: { description: "One offer was chosen. 已采纳" },
    DIRECTED: { description: "The secretariat sent an expert. 已指派" },
    ARRIVED: { description: "The expert is on site. 专家到场" },
    ADVISED: { description: "The expert gave advice. 已出具意见" },
    CONFIRMED: { description: "The asking firm confirmed. 已确认" },
    CLOSED: { description: "It was closed. 已归档" },
    WITHDRAWN: { description: "It was taken back. 已撤回" },
    NO_OFFER: { description: "Nobody answered in time. 无人应援" },
  },
});

const HelpRequestRecordSchema = defineEntity({
  name: "HelpRequestRecord",
  tableName: "help_request_record",
  properties: {
    id: p.string().primary(),
    helpRequestId: p.string(),
    kind: p.enum(() => HelpRequestEventKind),
    at: p.datetime().columnType("timestamptz(3)"),
    by: p.string(),
    organisation: p.string().nullable(),
    note: p.text().nullable(),
  },
});

/** What somebody did for a request, under their real name: the outbox itself carries no names. */
export class HelpRequestRecord extends HelpRequestRecordSchema.class {}
HelpRequestRecordSchema.setClass(HelpRequestRecord);
