import { type Context, forbidden, requireId, toCsv } from "@hutong/kit";
import { Arg, Ctx, ID, Query, registerEnumType, Resolver } from "type-graphql";

import { mayExport } from "./export.policy.js";
import { exportedTables, OwnersTable } from "./export.tables.js";

registerEnumType(OwnersTable, {
  name: "OwnersTable",
  description: "What an owners' committee can take away as a file. 可导出的数据",
  valuesConfig: {
    CONTRACTS: { description: "Service contracts. 物业服务合同" },
    AGREEMENTS: { description: "Supplementary agreements. 补充协议" },
    FEES: { description: "The fee ledger. 物业费账目" },
    AUDITS: { description: "Cost audits, line by line. 成本审核明细" },
    RATINGS: { description: "Ratings of the firm, without who gave them. 服务评价" },
    REVIEWS: { description: "Reviews of cases, without who wrote them. 诉求评价" },
    VOLUNTEERS: { description: "Volunteers. 志愿者" },
    PATROLS: { description: "Patrols. 志愿巡查" },
  },
});

@Resolver()
export class ExportResolver {
  @Query(() => String, {
    nullable: true,
    description:
      "Everything the owners of a community hold on something, as a CSV file, for their committee. 导出数据",
  })
  async ownersExport(
    @Ctx() { actor, em }: Context,
    @Arg("community", () => ID, { description: "Which community. 小区" }) community: string,
    @Arg("table", () => OwnersTable, { description: "What. 数据" }) table: OwnersTable,
  ): Promise<string> {
    if (!mayExport(actor, requireId(community, "cty"))) {
      throw forbidden("Only the owners' committee takes its books away");
    }
    const { columns, rows } = exportedTables[table];
    return toCsv(columns, await rows(em, community));
  }
}
