import { ComplaintState, type PublicPage } from "@hutong/kit";

import { Complaint } from "../complaint/complaint.entity.js";
import { TimelineEntry, TimelineKind } from "../complaint/timeline.entity.js";
import { html, pageOf } from "./html.js";
import { Receipt } from "./report-code.entity.js";

/** What of a case's timeline the reporter is told, in their words; the rest is others' work. */
const words: Partial<Record<TimelineKind, string>> = {
  REPORTED: "已受理",
  FILED: "已立案",
  DISPATCHED: "已派给责任单位",
  RESPONDED: "责任单位已响应",
  STARTED: "正在处理",
  RESOLVED: "已办结,待核查",
  VERIFIED: "已核查",
  CALLED_BACK: "已回访",
  CLOSED: "已结案",
  MERGED: "与相同事项合并办理",
  UNMERGED: "恢复单独办理",
  REJECTED: "不予受理",
  OUT_OF_SCOPE: "转网格长协调",
  RETURNED: "责任单位退回,重新派遣",
  SUSPENDED: "经批准缓办",
  RESUMED: "恢复办理",
  REOPENED: "重新办理",
};

const shanghai = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai",
  dateStyle: "short",
  timeStyle: "short",
  hourCycle: "h23",
});

/** How far a complaint has come, for who reported it without an account: no names, no reasons of others. */
export const receiptPage: PublicPage = {
  method: "GET",
  path: "receipt/:token",
  answer: async ({ em, params }) => {
    const receipt = await em.findOne(Receipt, params["token"] ?? "");
    const complaint = receipt && (await em.findOne(Complaint, receipt.complaintId));
    if (!complaint)
      return {
        status: 404,
        html: pageOf("没有找到", html`<main><h1>没有找到 Not found</h1></main>`),
      };
    const timeline = await em.find(
      TimelineEntry,
      { complaintId: complaint.id },
      { orderBy: { at: "asc", id: "asc" } },
    );
    const told = timeline.flatMap(({ kind, at }) => {
      const word = words[kind];
      return word ? [html`<li>${word} <time>${shanghai.format(at)}</time></li>`] : [];
    });
    const refused = complaint.state === ComplaintState.REJECTED && complaint.stateNote;
    return {
      html: pageOf(
        `${complaint.number} 办理进度`,
        html`<main>
          <h1>${complaint.number}</h1>
          <p>${complaint.title}</p>
          <h2>办理进度 <small lang="en">What has been done</small></h2>
          <ol>
            ${told}
          </ol>
          ${refused && html`<p>理由:${refused}</p>`}
          <p>收藏本页即可随时查看。<small lang="en">Keep this page to come back.</small></p>
        </main>`,
      ),
    };
  },
};
