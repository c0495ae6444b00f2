import { makeStoryteller } from "./storyteller.js";
import type { Shared, Story } from "./storyteller.js";

/** Case 5: an old couple's ceiling lamp. */
export function ceilingLamp(shared: Shared): Story {
  const { at, cast, complaint, workOrder, staff, staffActor, review, scribe } = makeStoryteller(
    shared,
    "WTY",
    "ceiling-lamp",
  );
  const repairer = staff("REPAIRER");
  const draft = complaint(
    {
      number: "TS-2026-0505",
      reporter: "朱有才",
      title: "吸顶灯不亮,老两口爬不了高",
      description: "我和老伴都七十多了,客厅吸顶灯不亮,托邻居换了新灯泡还是不亮,晚上摸黑,爬不了高。",
      category: "FACILITY_DAMAGE",
      grade: "EMERGENCY",
      channel: "HOTLINE",
      place: "6号楼1单元302室",
      publicPlace: "6号楼1单元",
      callback: { answered: true, satisfied: true },
    },
    [
      [at(12, "17:20"), "REPORTED", cast.reporter, "拨打联合体24小时热线"],
      [at(12, "17:22"), "FILED", cast.hotline, "老年住户,按应急维修派单"],
      [at(12, "17:24"), "DISPATCHED", cast.system, "派遣至安居物业"],
      [at(12, "17:35"), "RESPONDED", staffActor(staff("STEWARD")), "维修员在附近,半小时内上门"],
      [at(12, "17:58"), "STARTED", staffActor(repairer), "带梯子上门"],
      [
        at(12, "18:30"),
        "RESOLVED",
        staffActor(repairer),
        "灯泡没坏,接线盒里一根线断了,重新接好;不收费",
      ],
      [at(11, "09:10"), "VERIFIED", cast.gridWorker, "上门看望老人,灯已亮"],
      [at(11, "10:00"), "CALLED_BACK", cast.hotline, "回访:满意"],
      [at(11, "10:05"), "CLOSED", cast.system],
    ],
  );
  draft.photos.push(scribe.photo("CEILING_LAMP", "检修吸顶灯", at(12, "18:05")));
  const order = workOrder(draft, repairer, {
    title: "入户检修吸顶灯(应急维修)",
    state: "CLOSED",
    createdAt: at(12, "17:25"),
    assignedAt: at(12, "17:36"),
    acceptedAt: at(12, "17:37"),
    onSiteAt: at(12, "17:58"),
    submittedAt: at(12, "18:28"),
    approvedAt: at(12, "18:30"),
    closedAt: at(11, "09:15"),
    note: "断线重接,免收材料和人工",
    photos: [scribe.photo("CEILING_LAMP", "灯已亮", at(12, "18:28"))],
  });
  return {
    draft,
    workOrders: [order],
    reviews: [review(draft, 5, "小伙子爬上爬下忙了半天,一分钱没收。", at(11, "19:00"))],
    text: {
      zh: "老两口的吸顶灯:换了灯泡也不亮,应急单上门,查出断线接好,不收费。",
      en: "An old couple's ceiling lamp stays dark with a new bulb; an emergency order finds a broken wire, and there is no charge.",
    },
  };
}
