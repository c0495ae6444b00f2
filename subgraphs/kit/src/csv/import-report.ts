import { Directive, Field, Int, ObjectType, registerEnumType } from "type-graphql";

export enum CsvProblemCode {
  UNREADABLE = "UNREADABLE",
  COLUMN_MISSING = "COLUMN_MISSING",
  TOO_MANY_ROWS = "TOO_MANY_ROWS",
  MISSING = "MISSING",
  TOO_LONG = "TOO_LONG",
  NOT_A_DATE = "NOT_A_DATE",
  NOT_AN_AMOUNT = "NOT_AN_AMOUNT",
  UNKNOWN_VALUE = "UNKNOWN_VALUE",
  UNKNOWN_REFERENCE = "UNKNOWN_REFERENCE",
  DUPLICATE = "DUPLICATE",
  INVALID = "INVALID",
}
registerEnumType(CsvProblemCode, {
  name: "ImportProblemCode",
  description: "Why a row of an imported file cannot be taken. 导入问题类型",
  valuesConfig: {
    UNREADABLE: { description: "The file is no CSV from here on. 无法读取" },
    COLUMN_MISSING: { description: "The heading lacks a column. 缺少列" },
    TOO_MANY_ROWS: { description: "More rows than one import takes. 行数过多" },
    MISSING: { description: "The cell must not be empty. 必填" },
    TOO_LONG: { description: "The text is too long. 过长" },
    NOT_A_DATE: { description: "Not a day. 日期有误" },
    NOT_AN_AMOUNT: { description: "Not an amount of money. 金额有误" },
    UNKNOWN_VALUE: { description: "Not one of the words allowed. 取值有误" },
    UNKNOWN_REFERENCE: { description: "Names something that does not exist. 引用不存在" },
    DUPLICATE: { description: "Said already, in this file or before. 重复" },
    INVALID: { description: "Breaks another rule, which the message states. 不符合规则" },
  },
});

@Directive("@shareable")
@ObjectType({ description: "One thing wrong with an imported file. 导入问题" })
export class ImportProblem {
  @Field(() => Int, { description: "Line of the file; the heading is 1. 行号" })
  line: number;

  @Field(() => String, { nullable: true, description: "Heading of the column. 列名" })
  column: string | null;

  @Field(() => CsvProblemCode, { description: "What is wrong. 问题" })
  code: CsvProblemCode;

  @Field({ description: "What is wrong, in words, Chinese first. 说明" })
  message: string;
}

@Directive("@shareable")
@ObjectType({
  description:
    "How an import went. With any problem nothing at all was imported: correct the file and send it again. 导入结果",
})
export class ImportReport {
  @Field({ description: "Whether it was only tried. 是否试运行" })
  dryRun: boolean;

  @Field(() => Int, { description: "Rows in the file, without its heading. 行数" })
  rows: number;

  @Field(() => Int, { description: "Rows imported; 0 for a dry run. 已导入行数" })
  imported: number;

  @Field(() => [ImportProblem], { description: "Every problem, by line. 全部问题" })
  problems: ImportProblem[];
}
