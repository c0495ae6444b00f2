import { ComplaintCategory, Skill } from "@hutong/kit";
import { defineEntity, p } from "@mikro-orm/core";
import { Directive, Field, ID, ObjectType } from "type-graphql";

const LibraryCaseSchema = defineEntity({
  name: "LibraryCase",
  tableName: "library_case",
  properties: {
    id: p.string().primary(),
    /** Kept so that a consultation is archived once; never shown, as it leads to a home. */
    helpRequestId: p.string().unique(),
    category: p.enum(() => ComplaintCategory),
    skills: p.json<Skill[]>(),
    summary: p.text(),
    advice: p.text(),
    outcome: p.text().nullable(),
    helpedBy: p.string(),
    archivedAt: p.datetime().columnType("timestamptz(3)"),
    /** Terms of the summary: a case about the same trouble comes before one that mentions it. */
    summaryTerms: p.array().columnType("text[]"),
    terms: p.array().columnType("text[]"),
  },
});

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    "What was learnt from a consultation, without whose home it was: the next one may be solved by reading. 案例",
})
export class LibraryCase extends LibraryCaseSchema.class {
  @Field(() => ID, { description: "`lib_…`" })
  override id: string;

  @Field(() => ComplaintCategory, { description: "What it was about. 类别" })
  override category: ComplaintCategory;

  @Field(() => [Skill], { description: "What it took. 所需专长" })
  override skills: Skill[];

  @Field({ description: "What was wrong. 情况" })
  override summary: string;

  @Field({ description: "Cause and remedy. 会诊意见" })
  override advice: string;

  @Field(() => String, { nullable: true, description: "What the asking firm confirmed. 结果" })
  override outcome: string | null;

  @Field({ description: "The firm that helped. 应援企业" })
  override helpedBy: string;

  @Field({ description: "When it was archived. 归档时间" })
  override archivedAt: Date;
}
LibraryCaseSchema.setClass(LibraryCase);
