import { defineEntity, p } from "@mikro-orm/core";
import { Field, ObjectType } from "type-graphql";

const HistoryEntrySchema = defineEntity({
  name: "HistoryEntry",
  tableName: "history",
  properties: {
    id: p.string().primary(),
    /** The id of what it happened to. */
    subject: p.string(),
    step: p.string(),
    at: p.datetime().columnType("timestamptz(3)"),
    by: p.string(),
    organisation: p.string().nullable(),
    note: p.text().nullable(),
  },
});

@ObjectType({ description: "One step of the consortium's own work, and who took it. 办理记录" })
export class HistoryEntry extends HistoryEntrySchema.class {
  @Field({ description: "Which step. 步骤" })
  override step: string;

  @Field({ description: "When. 时间" })
  override at: Date;

  @Field({ description: "Who, real name of staff; `系统` for a timer. 经办人" })
  override by: string;

  @Field(() => String, { nullable: true, description: "For which organisation. 单位" })
  override organisation: string | null;

  @Field(() => String, { nullable: true, description: "In their words. 说明" })
  override note: string | null;
}
HistoryEntrySchema.setClass(HistoryEntry);
