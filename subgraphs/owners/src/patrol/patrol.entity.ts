import { HutongError } from "@hutong/kit";
import { defineEntity, p } from "@mikro-orm/core";
import { Directive, Field, ID, ObjectType } from "type-graphql";

import { PatrolState, PatrolStep, patrolSteps } from "./patrol.state.js";

const PatrolSchema = defineEntity({
  name: "Patrol",
  tableName: "patrol",
  properties: {
    id: p.string().primary(),
    communityId: p.string(),
    route: p.string(),
    plannedAt: p.datetime().columnType("timestamptz(3)"),
    /** Who walks it, as a person. */
    personId: p.string(),
    walkerName: p.string(),
    state: p.enum(() => PatrolState),
    startedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    endedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    remark: p.text().nullable(),
  },
  indexes: [{ properties: ["communityId", "plannedAt", "id"] }],
});

@Directive('@key(fields: "id")')
@ObjectType({ description: "A round that volunteers walk through their community. 志愿巡查" })
export class Patrol extends PatrolSchema.class {
  @Field(() => ID, { description: "`pat_…`" })
  override id: string;

  @Field({ description: "Which way: `1 至 6 栋、地下车库`. 路线" })
  override route: string;

  @Field({ description: "When it is to begin. 计划时间" })
  override plannedAt: Date;

  @Field({ description: "Who walks it. 巡查人" })
  override walkerName: string;

  @Field(() => PatrolState, { description: "How far it has come. 状态" })
  override state: PatrolState;

  @Field(() => Date, { nullable: true, description: "When it began. 开始时间" })
  override startedAt: Date | null;

  @Field(() => Date, { nullable: true, description: "When it ended. 结束时间" })
  override endedAt: Date | null;

  @Field(() => String, { nullable: true, description: "What the walker says. 巡查小结" })
  override remark: string | null;

  permits(step: PatrolStep): boolean {
    return patrolSteps[step].from.includes(this.state);
  }

  /** @throws HutongError `ILLEGAL_TRANSITION` */
  take(step: PatrolStep, at: Date, remark?: string | null): void {
    if (!this.permits(step)) {
      throw new HutongError("ILLEGAL_TRANSITION", {
        message: `A patrol in state ${this.state} cannot ${step} now`,
        state: this.state,
      });
    }
    this.state = patrolSteps[step].to;
    if (step === PatrolStep.START) this.startedAt = at;
    else this.endedAt = at;
    if (remark?.trim()) this.remark = remark.trim();
  }
}
PatrolSchema.setClass(Patrol);
