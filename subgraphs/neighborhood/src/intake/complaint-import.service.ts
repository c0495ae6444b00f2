import {
  categoryWords,
  type Context,
  CsvCellProblem,
  type CsvColumn,
  csvOptional,
  CsvProblemCode,
  csvText,
  csvWord,
  forbidden,
  type ImportProblem,
  type ImportReport,
  importRows,
  newId,
  now,
  readCsv,
} from "@hutong/kit";

import { Community } from "../community/community.entity.js";
import { Complaint, ComplaintChannel, ComplaintGrade } from "../complaint/complaint.entity.js";
import { channelsOf } from "./intake.policy.js";
import { openDesk, takeIn } from "./intake.service.js";

const { CITY_HOTLINE } = ComplaintChannel;

const grades = new Map([
  ["一般", ComplaintGrade.MINOR],
  ["紧急", ComplaintGrade.URGENT],
  ["突发", ComplaintGrade.EMERGENCY],
]);

/** `2026-03-01 09:30`, by the clocks of Shanghai. */
const csvMoment = (header: string): CsvColumn<Date> => ({
  header,
  parse: (cell) => {
    const [, day, time] = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(?::\d{2})?$/.exec(cell) ?? [];
    const at = new Date(`${day}T${time}:00+08:00`);
    const exists =
      !Number.isNaN(at.getTime()) &&
      new Date(at.getTime() + 8 * 3_600_000).toISOString().startsWith(`${day}T${time}`);
    if (!exists)
      throw new CsvCellProblem(
        CsvProblemCode.NOT_A_DATE,
        "时间应写作 2026-03-01 09:30。Write the time as 2026-03-01 09:30.",
      );
    if (at > now())
      throw new CsvCellProblem(CsvProblemCode.INVALID, "时间不能晚于现在。It lies ahead.");
    return at;
  },
});

const csvMobile = (header: string): CsvColumn<string> => ({
  header,
  parse: (cell) => {
    if (!/^1[3-9]\d{9}$/.test(cell))
      throw new CsvCellProblem(
        CsvProblemCode.INVALID,
        "应为 11 位手机号。Must be a mobile phone number.",
      );
    return cell;
  },
});

/** The columns of a file of transferred complaints, 12345 转办清单. */
const columns = {
  sourceRef: csvText("单号", 60),
  reportedAt: csvMoment("受理时间"),
  community: csvText("小区", 60),
  category: csvWord("类别", categoryWords),
  grade: csvOptional(csvWord("等级", grades)),
  title: csvText("标题", 60),
  description: csvText("内容", 2000),
  publicPlace: csvText("楼栋单元", 60),
  place: csvText("详细位置", 60),
  reporterName: csvText("反映人", 30),
  reporterPhone: csvMobile("电话"),
};

/**
 * Takes in what the city hotline 12345 has transferred as a file: all rows, or none and every
 * reason why. Only communities whose complaints the actor may take in.
 * @throws HutongError `FORBIDDEN` for anybody who takes in no transfers
 */
export async function importComplaints(
  context: Context,
  csv: string,
  dryRun: boolean,
): Promise<ImportReport> {
  const { em, actor } = context;
  actor.require("case:write");
  const communities = await em.find(Community, {});
  const mine = new Map(
    communities
      .filter((community) => channelsOf(actor, community).includes(CITY_HOTLINE))
      .flatMap((community) => [
        [community.name, community],
        [community.code, community],
      ]),
  );
  if (mine.size === 0) throw forbidden("You take in no transfers of the city hotline");
  return importRows(readCsv(csv, columns), {
    dryRun,
    check: async (rows) => {
      const known = await em.find(
        Complaint,
        { channel: CITY_HOTLINE, sourceRef: { $in: rows.map(({ value }) => value.sourceRef) } },
        { fields: ["sourceRef"] },
      );
      const taken = new Set(known.map(({ sourceRef }) => sourceRef));
      return rows.flatMap(({ line, value }) => {
        const problems: ImportProblem[] = [];
        if (!mine.has(value.community))
          problems.push({
            line,
            column: columns.community.header,
            code: CsvProblemCode.UNKNOWN_REFERENCE,
            message: "您的网格内没有这个小区。No community of yours has this name.",
          });
        if (taken.has(value.sourceRef))
          problems.push({
            line,
            column: columns.sourceRef.header,
            code: CsvProblemCode.DUPLICATE,
            message: "该单号已受理,或在文件中重复。This number is taken in already.",
          });
        taken.add(value.sourceRef);
        return problems;
      });
    },
    store: async (rows) => {
      const desk = await openDesk(em, rows.length);
      for (const { community, ...row } of rows) {
        takeIn(em, mine.get(community)!, desk, {
          ...row,
          channel: CITY_HOTLINE,
          reporterId: newId("per"),
          takenById: actor.id,
          by: actor.name,
        });
      }
      await em.flush();
    },
  });
}
