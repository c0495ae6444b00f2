import { makeStoryteller } from "./storyteller.js";
import type { Shared, Story } from "./storyteller.js";

/** Case 7: ten cleaners promised, seven come, and two of these cannot use the app. */
export function sevenOfTen(shared: Shared): Story {
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
    scribe,
  } = makeStoryteller(shared, "ZTL", "seven-of-ten");
  const [leader, feature, unsure] = cleaners();
  const supervisor = staff("CLEANING_SUPERVISOR");
  const draft = complaint(
    {
      number: "TS-2026-0507",
      title: "合同写十名保洁,实际只来七个",
      description: "楼道三天没拖,数了数保洁只有七个人,合同里写的是十个。少的人工费去哪了?",
      category: "LITTERING",
      grade: "MINOR",
      channel: "QR_CODE",
      place: "4号楼1单元",
      publicPlace: "4号楼1单元",
      stateNote: "到岗七人,合同十人:物业补员中,缺员期间由班组加班补扫",
    },
    [
      [at(2, "19:10"), "REPORTED", cast.reporter, "扫一区一码提交"],
      [at(2, "19:16"), "FILED", cast.hotline],
      [at(2, "19:20"), "DISPATCHED", cast.system, "派遣至安居物业项目经理"],
      [
        at(2, "19:50"),
        "RESPONDED",
        staffActor(staff("PROJECT_MANAGER")),
        "核对登记:实名登记七人,合同约定十人,三人离职未补",
      ],
      [at(1, "07:40"), "STARTED", staffActor(supervisor), "先补扫四号楼,同时通知外包公司补员"],
      [at(1, "07:45"), "TASK_CREATED", staffActor(supervisor), "补扫楼道并湿拖"],
      [
        at(1, "10:25"),
        "TASK_CHECKED_IN",
        cleanerActor(feature!),
        "短信打卡:完成(老年机装不了应用)",
      ],
      [at(1, "10:50"), "TASK_CHECKED_IN", cleanerActor(unsure!), "班长代录:完成(培训过,不会操作)"],
    ],
  );
  draft.photos.push(scribe.photo("WET_STAIRWELL", "楼道三天没拖", at(2, "19:05")));
  scribe.note(
    draft,
    at(2, "19:55"),
    "WORK_ORDER_CREATED",
    staffActor(staff("PROJECT_MANAGER")),
    "保洁缺员整改",
  );
  const order = workOrder(draft, supervisor, {
    title: "保洁缺员整改与补扫",
    state: "ON_SITE",
    createdAt: at(2, "19:55"),
    assignedAt: at(2, "19:58"),
    acceptedAt: at(2, "20:10"),
    onSiteAt: at(1, "07:40"),
    note: "合同十人、登记七人、到岗七人",
  });
  const due = {
    complaintId: draft.id,
    place: "4号楼1单元",
    createdAt: at(1, "07:45"),
    dueAt: at(1, "11:00"),
    state: "DONE" as const,
  };
  return {
    draft,
    workOrders: [order],
    tasks: [
      task(feature!, {
        ...due,
        title: "补扫一至三层楼道",
        checkIns: [checkIn(feature!, { method: "SMS", at: at(1, "10:25"), verb: "DONE" })],
      }),
      task(unsure!, {
        ...due,
        title: "补扫四至六层楼道",
        checkIns: [
          checkIn(unsure!, {
            method: "PROXY",
            at: at(1, "10:50"),
            verb: "DONE",
            proxyName: leader!.name,
            note: "本人不会操作,班长代录",
          }),
        ],
      }),
    ],
    text: {
      zh: "合同十人到岗七人:一位老年机装不了应用,短信打卡;一位培训过仍不会用,班长代录,同样作数。",
      en: "Ten cleaners promised, seven come; one phone cannot install the app and checks in by SMS, one trained cleaner cannot work it and her leader enters it: both count.",
    },
  };
}
