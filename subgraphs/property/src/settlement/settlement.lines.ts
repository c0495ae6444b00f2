import { defineBatch } from "@hutong/kit";
import { Field, Int, ObjectType } from "type-graphql";

import { maySeePersonal } from "../firm.policy.js";
import { LabourEntry, LedgerKind } from "./ledger-entry.entity.js";

@ObjectType({ description: "What a month's settlement means for one person. 个人结算" })
export class SettlementLine {
  staffId: string;

  @Field(() => Int, { description: "Earned by grabbing, in fen. 奖励(分)" })
  rewardFen: number;

  @Field(() => Int, {
    description: "Lost by tasks others had to do, in fen, not negative. 扣罚(分)",
  })
  penaltyFen: number;

  @Field(() => Int, { description: "Taken back after disputes, in fen. 冲回(分)" })
  reversedFen: number;

  @Field(() => Int, { description: "What is to be paid out; negative to be withheld. 应付(分)" })
  netFen: number;
}

/** The lines of settlements that are the actor's to see: staff see their own. */
export const linesOf = defineBatch<SettlementLine[]>(async (ids, { em, actor }) => {
  const entries = (
    await em.find(
      LabourEntry,
      { settlementId: { $in: [...ids] } },
      { orderBy: { staff: "asc", id: "asc" } },
    )
  ).filter((entry) => maySeePersonal(actor, entry));
  const bySettlement = Map.groupBy(entries, ({ settlementId }) => settlementId);
  return (id) =>
    [...Map.groupBy(bySettlement.get(id) ?? [], ({ staff }) => staff.id)].map(([staffId, own]) => {
      const sum = (kind: LedgerKind): number =>
        own.reduce((total, one) => total + (one.kind === kind ? one.amountFen : 0), 0);
      const rewardFen = sum(LedgerKind.REWARD);
      const penaltyFen = -sum(LedgerKind.PENALTY) || 0;
      const reversedFen = sum(LedgerKind.REVERSAL);
      return Object.assign(new SettlementLine(), {
        staffId,
        rewardFen,
        penaltyFen,
        reversedFen,
        netFen: rewardFen - penaltyFen + reversedFen,
      });
    });
});
