import { HutongError } from "@hutong/kit";
import { defineEntity, p } from "@mikro-orm/core";
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";

import { Expert } from "../expert/expert.entity.js";
import { PropertyFirm } from "../firm/firm.entity.js";
import { HelpRequest } from "../help-request/help-request.entity.js";

export enum HelpOfferState {
  OPEN = "OPEN",
  ACCEPTED = "ACCEPTED",
  DECLINED = "DECLINED",
  WITHDRAWN = "WITHDRAWN",
}
registerEnumType(HelpOfferState, {
  name: "HelpOfferState",
  description: "What became of an offer. 应援状态",
  valuesConfig: {
    OPEN: { description: "Waits for an answer. 待定" },
    ACCEPTED: { description: "This one was chosen. 已采纳" },
    DECLINED: { description: "Another one was chosen, or the request is over. 未采纳" },
    WITHDRAWN: { description: "The firm took it back. 已撤回" },
  },
});

const HelpOfferSchema = defineEntity({
  name: "HelpOffer",
  tableName: "help_offer",
  properties: {
    id: p.string().primary(),
    helpRequest: () => p.manyToOne(HelpRequest).ref(),
    firm: () => p.manyToOne(PropertyFirm).ref(),
    expert: () => p.manyToOne(Expert).ref(),
    earliestArrival: p.datetime().columnType("timestamptz(3)"),
    costFen: p.integer(),
    note: p.text().nullable(),
    state: p.enum(() => HelpOfferState),
    offeredAt: p.datetime().columnType("timestamptz(3)"),
  },
});

@Directive('@key(fields: "id")')
@ObjectType({ description: "A firm's offer to send an expert. 应援" })
export class HelpOffer extends HelpOfferSchema.class {
  @Field(() => ID, { description: "`hof_…`" })
  override id: string;

  @Field({ description: "When the expert can be there at the earliest. 最早到场时间" })
  override earliestArrival: Date;

  @Field(() => Int, { description: "What it costs, in fen; 0 is free. 费用(分)" })
  override costFen: number;

  @Field(() => String, { nullable: true, description: "In their words. 说明" })
  override note: string | null;

  @Field(() => HelpOfferState, { description: "What became of it. 状态" })
  override state: HelpOfferState;

  @Field({ description: "When it was made. 应援时间" })
  override offeredAt: Date;

  /**
   * Settles an open offer: the only way to change its state.
   * @throws HutongError `ILLEGAL_TRANSITION` when it was settled already.
   */
  settle(state: Exclude<HelpOfferState, HelpOfferState.OPEN>): void {
    if (this.state !== HelpOfferState.OPEN) {
      throw new HutongError("ILLEGAL_TRANSITION", {
        message: `The offer is ${this.state} already`,
        state: this.state,
      });
    }
    this.state = state;
  }
}
HelpOfferSchema.setClass(HelpOffer);
