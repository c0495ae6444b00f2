import { defineEntity, p } from "@mikro-orm/core";
import { HutongError, now } from "@hutong/kit";
import { Directive, Field, ID, ObjectType } from "type-graphql";

import { Contractor } from "../contractor/contractor.entity.js";
import { Cleaner } from "../crew/cleaner.entity.js";
import { Crew } from "../crew/crew.entity.js";
import { CheckInVerb, CleaningTaskState, type TaskStep, taskSteps } from "./task.state.js";

const CleaningTaskSchema = defineEntity({
  name: "CleaningTask",
  tableName: "cleaning_task",
  properties: {
    id: p.string().primary(),
    number: p.string().unique(),
    title: p.string(),
    place: p.string(),
    state: p.enum(() => CleaningTaskState),
    contractor: () => p.manyToOne(Contractor).ref(),
    crew: () => p.manyToOne(Crew).ref(),
    /** Nobody until somebody of the crew checks in, unless it was given to one. */
    cleaner: () => p.manyToOne(Cleaner).ref().nullable(),
    communityId: p.string(),
    /** The firm for which the contractor cleans there; with the community it decides who may see the task. */
    firmId: p.string(),
    complaintId: p.string().nullable().index(),
    dueAt: p.datetime().columnType("timestamptz(3)"),
    createdAt: p.datetime().columnType("timestamptz(3)"),
    doneAt: p.datetime().columnType("timestamptz(3)").nullable(),
    /** Two steps at once: the second is refused instead of overwriting the first. */
    version: p.integer().version(),
  },
  // One for each way a list is asked for, in its order.
  indexes: [
    { properties: ["crew", "createdAt", "id"] },
    { properties: ["cleaner", "createdAt", "id"] },
    { properties: ["communityId", "createdAt", "id"] },
  ],
});

@Directive('@key(fields: "id")')
@Directive('@operator(by: "id")')
@ObjectType({ description: "One piece of cleaning, for a round or for a complaint. 保洁任务" })
export class CleaningTask extends CleaningTaskSchema.class {
  @Field(() => ID, { description: "`tsk_c02_…`" })
  override id: string;

  @Field({ description: "Number in the contractor's book: `BJ-02-0042`. 任务编号" })
  override number: string;

  @Field({ description: "One line. 标题" })
  override title: string;

  @Field({ description: "Where. 位置" })
  override place: string;

  @Field(() => CleaningTaskState, { description: "How far it has come. 状态" })
  override state: CleaningTaskState;

  @Field({ description: "By when it is to be done. 截止时间" })
  override dueAt: Date;

  @Field({ description: "When it was written. 创建时间" })
  override createdAt: Date;

  /** Whether a step leads on from the present state. */
  permits(step: TaskStep): boolean {
    return taskSteps[step].from.includes(this.state);
  }

  /**
   * Takes a step: the only way to change the state.
   * @throws HutongError `ILLEGAL_TRANSITION` when the step does not lead on from the present state.
   */
  take(step: TaskStep, at = now()): void {
    if (!this.permits(step)) {
      throw new HutongError("ILLEGAL_TRANSITION", {
        message: `A cleaning task in state ${this.state} cannot take the step ${step}`,
        state: this.state,
      });
    }
    this.state = taskSteps[step].to;
    if (step === CheckInVerb.DONE) this.doneAt = at;
  }

  /** Whether it still stands where a check-in brought it. */
  canTakeBack(verb: CheckInVerb): boolean {
    return this.state === taskSteps[verb].to;
  }

  /**
   * Stands again as it did before a check-in: what was done later has to be dealt with first.
   * @throws HutongError `ILLEGAL_TRANSITION` when the task has gone on since.
   */
  takeBack(verb: CheckInVerb, before: CleaningTaskState): void {
    if (!this.canTakeBack(verb)) {
      throw new HutongError("ILLEGAL_TRANSITION", {
        message: `A cleaning task in state ${this.state} has gone on since this check-in`,
        state: this.state,
      });
    }
    this.state = before;
    if (verb === CheckInVerb.DONE) this.doneAt = null;
  }
}
CleaningTaskSchema.setClass(CleaningTask);
