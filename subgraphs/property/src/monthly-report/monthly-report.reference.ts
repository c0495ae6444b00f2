import { defineReference, forbidden } from "@hutong/kit";

import { maySeeWork } from "../firm.policy.js";
import { MonthlyReport } from "./monthly-report.entity.js";

/** A monthly report by its id, for the firm and the community it concerns. */
export const monthlyReportReference = defineReference<MonthlyReport>(
  "MonthlyReport",
  async (ids, { em, actor }) => {
    const found = await em.find(MonthlyReport, { id: { $in: [...ids] } });
    return found.map((one) =>
      maySeeWork(actor, one)
        ? one
        : ([one.id, forbidden("This report is not yours to see")] as const),
    );
  },
);
