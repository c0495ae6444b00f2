import type { EntityManager } from "@mikro-orm/postgresql";

import { SupplementaryAgreement } from "../agreement/agreement.entity.js";
import { type AuditLine, CostAudit } from "../audit/audit.entity.js";
import { ServiceContract } from "../contract/contract.entity.js";
import { FeeEntry } from "../fee/fee.entity.js";
import { feeWords } from "../fee/fee.import.js";
import { Patrol } from "../patrol/patrol.entity.js";
import { ServiceRating } from "../rating/rating.entity.js";
import { ComplaintReview } from "../review/review.entity.js";
import { Volunteer } from "../volunteer/volunteer.entity.js";

export enum OwnersTable {
  CONTRACTS = "CONTRACTS",
  AGREEMENTS = "AGREEMENTS",
  FEES = "FEES",
  AUDITS = "AUDITS",
  RATINGS = "RATINGS",
  REVIEWS = "REVIEWS",
  VOLUNTEERS = "VOLUNTEERS",
  PATROLS = "PATROLS",
}

type Cell = string | number | null | undefined;

/** How a table is read and which columns a file of it has, headed as people say it. */
interface ExportedTable<Row = never> {
  readonly columns: Readonly<Record<string, (row: Row) => Cell>>;
  readonly rows: (em: EntityManager, communityId: string) => Promise<Row[]>;
}

const table = <Row>(exported: ExportedTable<Row>): ExportedTable =>
  exported as unknown as ExportedTable;

/** Yuan as a spreadsheet reads them. */
const yuan = (fen: number): string => (fen / 100).toFixed(2);
const time = (at: Date | null | undefined): Cell => at?.toISOString();

const wordOfKind = new Map([...feeWords].map(([word, kind]) => [kind, word]));

/** All that the owners of a community hold. */
export const exportedTables: Readonly<Record<OwnersTable, ExportedTable>> = {
  CONTRACTS: table<ServiceContract>({
    columns: {
      合同编号: (row) => row.number,
      企业: (row) => row.firmId,
      起始日: (row) => row.startsOn,
      到期日: (row) => row.endsOn,
      "物业费(元/平方米·月)": (row) => yuan(row.feeFenPerSquareMetre),
      状态: (row) => row.state,
      条款: (row) => JSON.stringify(row.clauses),
      约定人员: (row) => JSON.stringify(row.promisedHeadcount),
      提出人: (row) => row.proposedByName,
      提出时间: (row) => time(row.proposedAt),
      答复人: (row) => row.answeredByName,
      答复时间: (row) => time(row.answeredAt),
      未签理由: (row) => row.declinedFor,
    },
    rows: (em, communityId) =>
      em.find(ServiceContract, { communityId }, { orderBy: { startsOn: "asc" } }),
  }),
  AGREEMENTS: table<SupplementaryAgreement>({
    columns: {
      协议编号: (row) => row.number,
      标题: (row) => row.title,
      条文: (row) => row.text,
      提出人: (row) => row.proposedByName,
      状态: (row) => row.state,
      写明适用平台: (row) => (row.namesPlatform ? "是" : "否"),
      "扣罚(元)": (row) => row.penaltyFen && yuan(row.penaltyFen),
      "奖励(元)": (row) => row.rewardFen && yuan(row.rewardFen),
      起始日: (row) => row.startsOn,
      截止日: (row) => row.endsOn,
      提出时间: (row) => time(row.proposedAt),
      答复人: (row) => row.answeredByName,
      答复时间: (row) => time(row.answeredAt),
      拒绝函: (row) => row.letter,
    },
    rows: (em, communityId) =>
      em.find(SupplementaryAgreement, { communityId }, { orderBy: { proposedAt: "asc" } }),
  }),
  FEES: table<FeeEntry>({
    columns: {
      编号: (row) => row.id,
      日期: (row) => row.on,
      项目: (row) => wordOfKind.get(row.kind),
      金额: (row) => yuan(row.amountFen),
      用途: (row) => row.purpose,
      对方: (row) => row.counterparty,
      人员编号: (row) => row.workerId,
      姓名: (row) => row.workerName,
      冲销: (row) => row.reverses,
      录入人: (row) => row.postedByName,
    },
    rows: (em, communityId) =>
      em.find(FeeEntry, { communityId }, { orderBy: { on: "asc", id: "asc" } }),
  }),
  AUDITS: table<AuditLine & { readonly audit: string }>({
    columns: {
      审核编号: (row) => row.audit,
      账目编号: (row) => row.entryId,
      日期: (row) => row.on,
      项目: (row) => wordOfKind.get(row.kind),
      用途: (row) => row.purpose,
      姓名: (row) => row.workerName,
      金额: (row) => yuan(row.amountFen),
      结论: (row) => row.finding,
    },
    rows: async (em, communityId) => {
      const audits = await em.find(CostAudit, { communityId }, { orderBy: { auditedAt: "asc" } });
      return audits.flatMap(({ id: audit, lines }) => lines.map((line) => ({ ...line, audit })));
    },
  }),
  RATINGS: table<ServiceRating>({
    columns: {
      季度: (row) => row.quarter,
      企业: (row) => row.firmId,
      方面: (row) => row.aspect,
      星级: (row) => row.stars,
    },
    rows: (em, communityId) =>
      em.find(ServiceRating, { communityId }, { orderBy: { quarter: "asc", id: "asc" } }),
  }),
  REVIEWS: table<ComplaintReview>({
    columns: {
      诉求: (row) => row.complaintId,
      星级: (row) => row.stars,
      是否满意: (row) => (row.satisfied ? "是" : "否"),
      评语: (row) => row.comment,
      时间: (row) => time(row.at),
    },
    rows: (em, communityId) =>
      em.find(ComplaintReview, { communityId }, { orderBy: { at: "asc" } }),
  }),
  VOLUNTEERS: table<Volunteer>({
    columns: {
      姓名: (row) => row.name,
      加入日期: (row) => row.joinedOn,
      退出日期: (row) => row.leftOn,
    },
    rows: (em, communityId) =>
      em.find(Volunteer, { communityId }, { orderBy: { joinedOn: "asc" } }),
  }),
  PATROLS: table<Patrol>({
    columns: {
      路线: (row) => row.route,
      巡查人: (row) => row.walkerName,
      状态: (row) => row.state,
      计划时间: (row) => time(row.plannedAt),
      开始时间: (row) => time(row.startedAt),
      结束时间: (row) => time(row.endedAt),
      小结: (row) => row.remark,
    },
    rows: (em, communityId) => em.find(Patrol, { communityId }, { orderBy: { plannedAt: "asc" } }),
  }),
};
