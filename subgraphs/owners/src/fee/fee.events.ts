import { defineTopic, emit, LiveEvent } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";
import { Field, Int, ObjectType, registerEnumType } from "type-graphql";

import type { LedgerParties } from "./fee.policy.js";

export enum FeeEventKind {
  POSTED = "POSTED",
  REVERSED = "REVERSED",
  IMPORTED = "IMPORTED",
  AUDITED = "AUDITED",
}
registerEnumType(FeeEventKind, {
  name: "FeeEventKind",
  description: "What happened to a fee ledger. 账目动态类别",
  valuesConfig: {
    POSTED: { description: "A line was entered. 登记" },
    REVERSED: { description: "A line was taken back by another. 冲销" },
    IMPORTED: { description: "A file of lines was imported. 导入" },
    AUDITED: { description: "An audit was finished. 审核完成" },
  },
});

type Payload = {
  community: string;
  /** The firm that kept the ledger then: it may hear of it. */
  firm: string | null;
  entry: string | null;
  audit: string | null;
  lines: number;
};

export const feeTopic = defineTopic<FeeEventKind, Payload>("fee");

/** Announces, with the change itself, what happened to a ledger. */
export function announceFees(
  em: EntityManager,
  { communityId, firmId }: LedgerParties,
  kind: FeeEventKind,
  { entry = null, audit = null, lines = 1 }: Partial<Pick<Payload, "entry" | "audit" | "lines">>,
): void {
  emit(em, feeTopic, kind, { community: communityId, firm: firmId, entry, audit, lines });
}

@ObjectType({ description: "Something happened to a community's fee ledger. 账目动态" })
export class FeeEvent extends LiveEvent<Payload> {
  @Field(() => FeeEventKind, { description: "What. 类别" })
  kind: FeeEventKind;

  @Field(() => Int, { description: "How many lines it concerns. 账目条数" })
  lines(): number {
    return this.payload.lines;
  }
}
