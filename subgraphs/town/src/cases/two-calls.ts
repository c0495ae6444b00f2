import { makeStoryteller } from "./storyteller.js";
import type { Shared, Story } from "./storyteller.js";

/** Case 4: two calls within half an hour; this is the second, the first is told in its timeline. */
export function twoCalls(shared: Shared): Story {
  const {
    at,
    cast,
    complaint,
    workOrder,
    staff,
    staffActor,
    task,
    checkIn,
    cleaners,
    cleanerActor,
    review,
    scribe,
  } = makeStoryteller(shared, "SAXC", "two-calls");
  const repairer = staff("REPAIRER");
  const cleaner = cleaners()[0]!;
  const draft = complaint(
    {
      number: "TS-2026-0504",
      title: "污水管漏到一楼阳台",
      description: "楼上污水管接口裂开,污水滴到一楼阳台,衣服和花全毁了,味道很大。",
      category: "SEWAGE",
      grade: "EMERGENCY",
      channel: "HOTLINE",
      place: "2号楼3单元102室",
      publicPlace: "2号楼3单元",
      callback: { answered: true, satisfied: true },
    },
    [
      [
        at(8, "13:41"),
        "REPORTED",
        cast.reporter,
        "半小时内第二个来电:前一户报家中漏水,本户报阳台滴污水",
      ],
      [at(8, "13:44"), "FILED", cast.hotline, "热线填单,两户同一立管,一并处理"],
      [at(8, "13:45"), "DISPATCHED", cast.system, "派遣至晨光物业项目经理"],
      [
        at(8, "13:52"),
        "RESPONDED",
        staffActor(staff("PROJECT_MANAGER")),
        "维修员十分钟到场,先关楼上用水",
      ],
      [at(8, "14:03"), "STARTED", staffActor(repairer), "立管接口开裂约三厘米"],
      [at(8, "14:20"), "TASK_CREATED", staffActor(staff("CLEANING_SUPERVISOR")), "阳台冲洗消毒"],
      [at(8, "15:35"), "TASK_CHECKED_IN", cleanerActor(cleaner), "拍照打卡:完成"],
      [at(8, "16:10"), "RESOLVED", staffActor(repairer), "更换污水管一段,通水不漏;阳台已冲洗消毒"],
      [at(8, "17:00"), "VERIFIED", cast.gridWorker, "两户都看过,已恢复"],
      [at(7, "10:05"), "CALLED_BACK", cast.hotline, "回访:满意"],
      [at(7, "10:10"), "CLOSED", cast.system],
    ],
  );
  draft.photos.push(
    scribe.photo("SEWAGE_BALCONY", "污水滴到阳台", at(8, "13:40")),
    scribe.photo("PIPE_REPAIRED", "新管段", at(8, "16:08")),
  );
  const order = workOrder(draft, repairer, {
    title: "污水立管接口抢修",
    state: "CLOSED",
    createdAt: at(8, "13:46"),
    assignedAt: at(8, "13:52"),
    acceptedAt: at(8, "13:54"),
    onSiteAt: at(8, "14:03"),
    submittedAt: at(8, "16:08"),
    approvedAt: at(8, "16:10"),
    closedAt: at(8, "17:05"),
    photos: [scribe.photo("PIPE_REPAIRED", "完工照片", at(8, "16:08"))],
  });
  const washing = task(cleaner, {
    complaintId: draft.id,
    title: "一楼阳台冲洗消毒",
    place: "2号楼3单元",
    state: "VERIFIED",
    createdAt: at(8, "14:20"),
    dueAt: at(8, "16:20"),
    checkIns: [
      checkIn(cleaner, {
        method: "PHOTO",
        at: at(8, "15:35"),
        verb: "DONE",
        photos: [scribe.photo("MOPPING", "阳台已冲洗", at(8, "15:34"))],
      }),
    ],
  });
  return {
    draft,
    workOrders: [order],
    tasks: [washing],
    reviews: [review(draft, 5, "十来分钟就到了,连阳台都给洗干净。", at(7, "20:40"))],
    text: {
      zh: "半小时两个电话:家中漏水、污水滴到一楼阳台;热线填单即派,当日修好。",
      en: "Two calls in half an hour, a leak at home and sewage on a ground-floor balcony: one form, dispatched at once, mended the same day.",
    },
  };
}
