import { defineEntity, p } from "@mikro-orm/core";

const ReportCodeSchema = defineEntity({
  name: "ReportCode",
  tableName: "report_code",
  properties: {
    communityId: p.string().primary(),
    /** Nobody guesses it; whoever has read the poster may report, and that is all it permits. */
    code: p.string().unique(),
    madeAt: p.datetime().columnType("timestamptz(3)"),
  },
});

/** One code per community 一区一码: what stands in the QR code on its notice boards. */
export class ReportCode extends ReportCodeSchema.class {}
ReportCodeSchema.setClass(ReportCode);

const ReceiptSchema = defineEntity({
  name: "Receipt",
  tableName: "receipt",
  properties: {
    /** The key of the page on which somebody without an account follows what they reported. */
    token: p.string().primary(),
    complaintId: p.string(),
    communityId: p.string(),
    phone: p.string(),
    at: p.datetime().columnType("timestamptz(3)"),
  },
});

/** What somebody without an account holds of a complaint. */
export class Receipt extends ReceiptSchema.class {}
ReceiptSchema.setClass(Receipt);
