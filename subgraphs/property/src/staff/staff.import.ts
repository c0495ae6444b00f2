import {
  aliasProblem,
  type Context,
  CsvCellProblem,
  type CsvColumn,
  CsvProblemCode,
  csvText,
  csvWord,
  type ImportProblem,
  type ImportReport,
  importRows,
  isIdNumber,
  normalIdNumber,
  readCsv,
  requireId,
  Skill,
  now,
} from "@hutong/kit";

import { insist, manages } from "../firm.policy.js";
import { PropertyProject } from "../project/project.entity.js";
import { FirmStaff, StaffPost } from "./staff.entity.js";
import type { ImportStaffInput } from "./staff.input.js";
import { flushRegister, writeStaff } from "./staff.service.js";

const posts = new Map([
  ["项目经理", StaffPost.PROJECT_MANAGER],
  ["管家", StaffPost.STEWARD],
  ["维修员", StaffPost.REPAIRER],
  ["秩序员", StaffPost.SECURITY],
  ["保洁主管", StaffPost.CLEANING_SUPERVISOR],
]);

const skills = new Map([
  ["给排水管", Skill.PIPES],
  ["电工", Skill.ELECTRICAL],
  ["电梯", Skill.LIFT],
  ["防水", Skill.WATERPROOFING],
  ["消防", Skill.FIRE_SAFETY],
  ["道闸", Skill.GARAGE_BARRIER],
  ["土建", Skill.CIVIL],
  ["充电桩", Skill.CHARGING],
  ["绿化", Skill.GREENING],
  ["疏通", Skill.DRAINS],
  ["门禁锁具", Skill.DOORS_LOCKS],
  ["对讲", Skill.INTERCOM],
]);

const invalid = (message: string): CsvCellProblem =>
  new CsvCellProblem(CsvProblemCode.INVALID, message);

/** A text column with a further rule: why its value is refused, or null. */
function ruled(header: string, max: number, problem: (value: string) => string | null) {
  const text = csvText(header, max);
  return {
    header,
    parse: (cell: string): string => {
      const value = text.parse(cell);
      const reason = problem(value);
      if (reason) throw invalid(reason);
      return value;
    },
  };
}

const skillColumn: CsvColumn<Skill[]> = {
  header: "专长",
  parse: (cell) => {
    const word = csvWord("专长", skills);
    return cell === "" ? [] : cell.split("、").map((part) => word.parse(part.trim()));
  },
};

const columns = {
  name: ruled("姓名", 40, aliasProblem),
  idNumber: ruled("身份证号", 24, (number) =>
    isIdNumber(normalIdNumber(number), now())
      ? null
      : "身份证号码有误。No valid resident identity number.",
  ),
  post: csvWord("岗位", posts),
  phone: ruled("电话", 20, (phone) =>
    /^1\d{10}$/.test(phone) ? null : "应为 11 位手机号。A mobile number of eleven digits.",
  ),
  project: csvText("项目", 100),
  skills: skillColumn,
};

/** Registers all people of a file, or none of them. */
export async function importStaff(
  context: Context,
  { firm, csv, dryRun }: ImportStaffInput,
): Promise<ImportReport> {
  const { em, actor, identity } = context;
  const firmId = requireId(firm, "firm");
  insist(manages(actor, firmId), "Staff are registered by the firm's manager");
  const projects = new Map(
    (await em.find(PropertyProject, { firmId, handedOverOn: null })).map((project) => [
      project.name,
      project,
    ]),
  );
  const hashOf = (number: string): string => identity.hash(firmId, normalIdNumber(number));

  return importRows(readCsv(csv, columns), {
    dryRun,
    check: async (rows) => {
      const known = new Set(
        (
          await em.find(FirmStaff, {
            firmId,
            leftOn: null,
            idHash: { $in: rows.map(({ value }) => hashOf(value.idNumber)) },
          })
        ).map(({ idHash }) => idHash),
      );
      const lineOf = new Map<string, number>();
      return rows.flatMap(({ line, value }): ImportProblem[] => {
        const problems: ImportProblem[] = [];
        if (!projects.has(value.project)) {
          problems.push({
            line,
            column: columns.project.header,
            code: CsvProblemCode.UNKNOWN_REFERENCE,
            message: "本企业没有这个项目。The firm has no such project.",
          });
        }
        const hash = hashOf(value.idNumber);
        const before = lineOf.get(hash);
        if (before !== undefined || known.has(hash)) {
          problems.push({
            line,
            column: columns.idNumber.header,
            code: CsvProblemCode.DUPLICATE,
            message: before
              ? `与第 ${before} 行重复。The same person as in line ${before}.`
              : "此人已登记。Registered already.",
          });
        }
        lineOf.set(hash, before ?? line);
        return problems;
      });
    },
    store: async (people) => {
      for (const { project, idNumber, ...person } of people)
        writeStaff(em, {
          ...person,
          project: projects.get(project)!,
          idHash: hashOf(idNumber),
        });
      await flushRegister(em);
    },
  });
}
