import { makeStoryteller } from "./storyteller.js";
import type { Shared, Story } from "./storyteller.js";

/** Case 1: a barrier left open for a year, replaced within days once somebody pressed. */
export function garageBarrier(shared: Shared): Story {
  const { at, cast, complaint, workOrder, staff, staffActor, review, scribe } = makeStoryteller(
    shared,
    "WCHY",
    "garage-barrier",
  );
  const repairer = staff("REPAIRER");
  const manager = staffActor(staff("PROJECT_MANAGER"));
  const draft = complaint(
    {
      number: "TS-2026-0501",
      title: "车库道闸坏了一年,外来车随便进",
      description:
        "地下车库入口道闸一年来一直抬着,没租车位的车也开进来,我租的车位经常被占。问过物业,说知道,一直没有修。",
      category: "GARAGE_BARRIER",
      grade: "MINOR",
      channel: "HOTLINE",
      place: "地下车库B1层入口",
      publicPlace: "地下车库B1层入口",
      callback: { answered: true, satisfied: true },
    },
    [
      [at(19, "09:12"), "REPORTED", cast.reporter, "拨打联合体24小时热线"],
      [at(19, "09:15"), "FILED", cast.hotline],
      [at(19, "09:20"), "DISPATCHED", cast.system, "派遣至和润物业"],
      [
        at(19, "10:05"),
        "RESPONDED",
        manager,
        "情况属实:开发商留下的旧道闸认不出新能源号牌,为不影响租位业主,只好常开",
      ],
      [
        at(19, "14:30"),
        "STARTED",
        cast.secretary,
        "联合体工作组到场督办,要求两日内更换,更换前派人值守",
      ],
      [
        at(19, "16:10"),
        "WORK_ORDER_ADVANCED",
        staffActor(repairer),
        "现场检测,旧设备无法升级,报更换",
      ],
      [
        at(17, "08:50"),
        "RESOLVED",
        staffActor(repairer),
        "旧道闸拆除,新道闸安装完成,新能源号牌识别二十车次正常",
      ],
      [at(17, "14:30"), "VERIFIED", cast.gridWorker, "现场核查,外来车辆已被拦下"],
      [at(16, "10:10"), "CALLED_BACK", cast.hotline, "回访:满意"],
      [at(16, "10:20"), "CLOSED", cast.system],
    ],
  );
  draft.photos.push(
    scribe.photo("GARAGE_BARRIER", "道闸常年抬起", at(19, "09:10")),
    scribe.photo("BARRIER_NEW", "新道闸已启用", at(17, "08:45")),
  );
  const order = workOrder(draft, repairer, {
    title: "更换车库入口道闸",
    state: "CLOSED",
    funding: "MAINTENANCE_FUND",
    createdAt: at(19, "09:25"),
    assignedAt: at(19, "10:06"),
    acceptedAt: at(19, "10:15"),
    onSiteAt: at(19, "14:30"),
    submittedAt: at(17, "08:46"),
    approvedAt: at(17, "08:50"),
    closedAt: at(17, "14:40"),
    note: "旧设备停产,无法识别新能源号牌,整机更换",
    photos: [scribe.photo("BARRIER_NEW", "完工照片", at(17, "08:46"))],
  });
  return {
    draft,
    workOrders: [order],
    reviews: [review(draft, 5, "一年没人管,报上来两天就换了。", at(15, "19:20"))],
    text: {
      zh: "道闸坏了一年:旧设备认不出新能源号牌,只好常开;联合体督办后两日换新。",
      en: "A garage barrier broken for a year, left open because it could not read new-energy plates; replaced within days once the consortium pressed.",
    },
  };
}
