import type { Context, ExportedPage } from "@hutong/kit";
import { Arg, Ctx, Directive, Field, ID, Int, ObjectType, Query, Resolver } from "type-graphql";

import { ExportBook } from "./export-book.js";
import { exportBook } from "./export.service.js";

@ObjectType({ description: "Some rows of a book, as a file. 导出页" })
class PropertyExport implements ExportedPage {
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
  @Directive('@operator(arg: "firm")')
  @Query(() => PropertyExport, {
    nullable: true,
    description: "One of a firm's books as a file, for its manager. 导出台账",
  })
  propertyExport(
    @Ctx() context: Context,
    @Arg("firm", () => ID, { description: "Whose: `firm_…`. 企业" }) firm: string,
    @Arg("book", () => ExportBook, { description: "Which. 台账" }) book: ExportBook,
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
    return exportBook(context, { firm, book, first, after: after ?? null });
  }
}
