import { type Context, type ExportedPage, exportPage, forbidden, requireId } from "@hutong/kit";
import { Arg, Ctx, Directive, Field, ID, Int, ObjectType, Query, Resolver } from "type-graphql";

import { books, CleaningBook } from "./cleaning-book.js";
import { mayExport } from "./export.policy.js";

@ObjectType({ description: "Some rows of a book, as a file. 导出页" })
class CleaningExport implements ExportedPage {
  @Field({ description: "CSV with a heading, for any spreadsheet. 文件内容" })
  csv: string;

  @Field(() => Int, { description: "Rows in it. 行数" })
  rows: number;

  @Field(() => String, { nullable: true, description: "Send it as `after` for more. 续取位置" })
  endCursor: string | null;

  @Field({ description: "Whether more follows. 是否还有" })
  hasNextPage: boolean;
}

@Resolver()
export class ExportResolver {
  @Directive('@operator(arg: "contractor")')
  @Query(() => CleaningExport, {
    nullable: true,
    description: "One of a contractor's books as a file, for its crew leaders. 导出台账",
  })
  async cleaningExport(
    @Ctx() { em, actor }: Context,
    @Arg("contractor", () => ID, { description: "Whose: `ctr_…`. 单位" }) contractor: string,
    @Arg("book", () => CleaningBook, { description: "Which. 台账" }) book: CleaningBook,
    @Arg("first", () => Int, {
      defaultValue: 1000,
      description: "How many rows, at most 5000. 行数",
    })
    first: number,
    @Arg("after", () => String, {
      nullable: true,
      description: "`endCursor` of the file before. 续取位置",
    })
    after?: string | null,
  ): Promise<ExportedPage> {
    if (!mayExport(actor, requireId(contractor, "ctr")))
      throw forbidden("A contractor's books are exported by its crew leaders");
    const { entity, of } = books[book];
    return exportPage(em, entity, of(contractor), { first, after: after ?? null });
  }
}
