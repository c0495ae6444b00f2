import type { Context } from "@hutong/kit";
import { Arg, Ctx, Query, Resolver } from "type-graphql";

import { exportTable } from "./export.service.js";
import { ExportFormat, ExportPage, ExportTable } from "./export.type.js";

@Resolver()
export class ExportResolver {
  @Query(() => ExportPage, {
    description:
      "What the neighborhood keeps, a thousand rows at a time: all of it for its own server, their grids' for a grid leader, residents masked. 导出",
  })
  exportNeighborhood(
    @Ctx() context: Context,
    @Arg("table", () => ExportTable, { description: "Of what. 数据表" }) table: ExportTable,
    @Arg("format", () => ExportFormat, { defaultValue: ExportFormat.CSV, description: "How. 格式" })
    format: ExportFormat,
    @Arg("after", () => String, {
      nullable: true,
      description: "`endCursor` of the page before. 续接位置",
    })
    after?: string,
  ): Promise<ExportPage> {
    return exportTable(context, table, format, after ?? null);
  }
}
