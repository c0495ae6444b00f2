import { HutongError } from "@hutong/kit";
import { defineEntity, p } from "@mikro-orm/core";
import { Field, ID, ObjectType } from "type-graphql";

const ShiftHandoverSchema = defineEntity({
  name: "ShiftHandover",
  tableName: "shift_handover",
  properties: {
    id: p.string().primary(),
    /** What was open then, in the order of the board. */
    ticketIds: p.json<string[]>(),
    note: p.text().nullable(),
    handedOverByPersonId: p.string(),
    handedOverBy: p.string(),
    handedOverAt: p.datetime().columnType("timestamptz(3)"),
    takenOverBy: p.string().nullable(),
    takenOverAt: p.datetime().columnType("timestamptz(3)").nullable(),
  },
});

@ObjectType({ description: "What one shift of the desk left to the next. 交接班" })
export class ShiftHandover extends ShiftHandoverSchema.class {
  @Field(() => ID, { description: "`shf_…`" })
  override id: string;

  @Field(() => String, { nullable: true, description: "What the next shift must know. 交班说明" })
  override note: string | null;

  @Field({ description: "Who left. 交班人" })
  override handedOverBy: string;

  @Field({ description: "When. 交班时间" })
  override handedOverAt: Date;

  @Field(() => String, { nullable: true, description: "Who came. 接班人" })
  override takenOverBy: string | null;

  @Field(() => Date, { nullable: true, description: "When. 接班时间" })
  override takenOverAt: Date | null;

  /**
   * The next shift takes over, once.
   * @throws HutongError `ILLEGAL_TRANSITION`
   */
  takeOver(by: string, at: Date): void {
    if (this.takenOverAt) {
      throw new HutongError("ILLEGAL_TRANSITION", {
        message: "This shift was taken over already",
        state: "TAKEN_OVER",
      });
    }
    this.takenOverBy = by;
    this.takenOverAt = at;
  }
}
ShiftHandoverSchema.setClass(ShiftHandover);
