import { must } from "../must.js";
import { hour, minute, plus } from "../time.js";
import type { HelpOffer, HelpRequest } from "../help/help.types.js";
import { actorOf } from "../help/requests.js";
import { makeStoryteller } from "./storyteller.js";
import type { Shared, Story } from "./storyteller.js";

/** Case 2, up to the moment before the firm asks all others: a demo plays it on from here. */
export function liftPipe(shared: Shared): Story {
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
  } = makeStoryteller(shared, "WTY", "lift-pipe");
  const repairer = staff("REPAIRER");
  const manager = staffActor(staff("PROJECT_MANAGER"));
  const steward = staffActor(staff("STEWARD"));
  const [leader, cleaner] = cleaners();
  const draft = complaint(
    {
      number: "TS-2026-0502",
      reporter: "周秀英",
      title: "加装电梯后立管渗水,楼道墙面一直湿",
      description:
        "一个人住,孩子在国外。单元加装电梯以后,靠电梯井这面墙一直渗水,厨房墙角也湿了,楼道天天有水。师傅来看过一次,说查不出是哪里漏。我腿脚不好,怕滑倒。",
      category: "WATER_LEAK",
      grade: "URGENT",
      channel: "HOTLINE",
      place: "3号楼2单元601室",
      publicPlace: "3号楼2单元",
      stateNote: "维修员未查出原因,待物业发起专家会诊",
    },
    [
      [at(1, "08:36"), "REPORTED", cast.reporter, "拨打联合体24小时热线"],
      [at(1, "08:40"), "FILED", cast.hotline, "独居老人,优先办理"],
      [at(1, "08:44"), "DISPATCHED", cast.system, "派遣至安居物业项目经理"],
      [at(1, "09:02"), "RESPONDED", steward, "已电话安抚老人,两小时内上门"],
      [at(1, "10:15"), "STARTED", staffActor(repairer), "到场查勘,楼道先摆防滑牌"],
      [
        at(1, "12:20"),
        "WORK_ORDER_ADVANCED",
        staffActor(repairer),
        "给水管打压正常,关闭分户阀门后仍渗,查不出漏点",
      ],
      [at(1, "13:30"), "TASK_CREATED", staffActor(staff("CLEANING_SUPERVISOR")), "清理楼道积水"],
      [at(1, "14:45"), "TASK_CHECKED_IN", cleanerActor(cleaner!), "短信打卡:完成"],
      [at(1, "17:05"), "WORK_ORDER_ADVANCED", manager, "复查仍无结果,工单转为需要专家"],
    ],
  );
  draft.photos.push(
    scribe.photo("LEAKING_PIPE", "靠电梯井一侧墙面渗水", at(1, "08:35")),
    scribe.photo("WET_STAIRWELL", "六层楼道积水", at(1, "10:18")),
  );
  scribe.note(draft, at(1, "08:46"), "WORK_ORDER_CREATED", manager, "立管渗水查勘");
  const order = workOrder(draft, repairer, {
    title: "加装电梯侧立管渗水查勘与维修",
    state: "NEEDS_EXPERT",
    createdAt: at(1, "08:46"),
    assignedAt: at(1, "09:03"),
    acceptedAt: at(1, "09:10"),
    onSiteAt: at(1, "10:15"),
    note: "两次查勘未找到漏点:给水打压正常,雨水管通畅,怀疑与加装电梯施工有关,申请专家会诊",
    photos: [
      scribe.photo("LEAKING_PIPE", "立管根部水迹", at(1, "10:40")),
      scribe.photo("WET_STAIRWELL", "打压两小时后仍渗", at(1, "12:15")),
    ],
  });
  const drying = task(cleaner!, {
    complaintId: draft.id,
    title: "清理六层至四层楼道积水并拖干",
    place: "3号楼2单元",
    state: "DONE",
    createdAt: at(1, "13:30"),
    dueAt: at(1, "15:30"),
    checkIns: [
      checkIn(cleaner!, { method: "SMS", at: at(1, "13:52"), verb: "ARRIVED" }),
      checkIn(cleaner!, { method: "SMS", at: at(1, "14:45"), verb: "DONE" }),
    ],
  });
  const watch = task(leader!, {
    complaintId: draft.id,
    title: "复查楼道是否再积水,补摆防滑牌",
    place: "3号楼2单元",
    state: "DONE",
    createdAt: at(1, "17:20"),
    dueAt: at(1, "19:00"),
    checkIns: [
      checkIn(leader!, {
        method: "PHOTO",
        at: at(1, "18:10"),
        verb: "DONE",
        note: "又渗出一小片,已拖干",
        photos: [scribe.photo("STAIRWELL_DRY", "楼道已拖干", at(1, "18:09"))],
      }),
    ],
  });
  scribe.note(
    draft,
    at(1, "17:20"),
    "TASK_CREATED",
    staffActor(staff("CLEANING_SUPERVISOR")),
    watch.title,
  );
  scribe.note(draft, at(1, "18:10"), "TASK_CHECKED_IN", cleanerActor(leader!), "拍照打卡:完成");
  return {
    draft,
    workOrders: [order],
    tasks: [drying, watch],
    text: {
      zh: "独居老人家加装电梯后立管渗水,维修员查不出原因:等物业向29家同行求助。",
      en: "A pipe leaks since a lift was added beside an old person living alone, and the repairer finds no cause: the firm is about to ask all 29 others.",
    },
  };
}

/** The expert who will know the answer has met the same thing before, in another firm's community. */
export function liftPipePrecedent(shared: Shared): Story {
  const {
    at,
    cast,
    complaint,
    community,
    workOrder,
    staff,
    staffActor,
    review,
    random,
    look,
    scribe,
    helpNumber,
  } = makeStoryteller(shared, "GYXQ", "lift-pipe-precedent");
  const manager = staff("PROJECT_MANAGER");
  const repairer = staff("REPAIRER");
  const expert = must(look.experts(look.firm("f07"))[0], "expert");
  const helper = actorOf(look, expert);
  const draft = complaint(
    {
      number: "TS-2026-0187",
      title: "加装电梯后厨房立管渗水",
      description: "单元加装电梯后厨房靠外墙一角常年潮湿,修过两次都没修好,墙皮掉了一片。",
      category: "WATER_LEAK",
      grade: "URGENT",
      channel: "OWNER_PLATFORM",
      place: "5号楼1单元402室",
      publicPlace: "5号楼1单元",
      callback: { answered: true, satisfied: true },
    },
    [
      [at(52, "09:40"), "REPORTED", cast.reporter, "业主平台提交"],
      [at(52, "09:44"), "FILED", cast.hotline],
      [at(52, "09:50"), "DISPATCHED", cast.system, "派遣至福邻物业项目经理"],
      [at(52, "10:20"), "RESPONDED", staffActor(manager), "安排水工上门"],
      [at(52, "14:00"), "STARTED", staffActor(repairer), "到场查勘,未找到漏点"],
      [at(52, "16:30"), "HELP_ASKED", staffActor(manager), "会诊求助已发至29家物业"],
      [at(52, "17:12"), "HELP_OFFERED", helper, "类似情况在别的小区见过,明早到"],
      [
        at(52, "17:40"),
        "HELP_ACCEPTED",
        staffActor(manager),
        `接受${helper.organisation}${expert.name}`,
      ],
      [at(52, "17:40"), "DISCLOSED", cast.system, `地址与联系方式已向${expert.name}公开`],
      [at(51, "08:50"), "EXPERT_ON_SITE", helper],
      [at(51, "10:30"), "EXPERT_ADVISED", helper, "电梯井基坑施工挤压立管,承插口错位"],
      [at(51, "16:20"), "HELP_CONFIRMED", staffActor(manager)],
      [
        at(51, "16:30"),
        "RESOLVED",
        staffActor(repairer),
        "更换错位立管一段,加伸缩节和管卡,通水观察无渗漏",
      ],
      [at(50, "10:00"), "VERIFIED", cast.gridWorker, "现场核查,墙面已干"],
      [at(50, "15:30"), "CALLED_BACK", cast.hotline, "回访:满意"],
      [at(50, "15:40"), "CLOSED", cast.system],
    ],
  );
  const offer: HelpOffer = {
    id: random.id("hof"),
    firmId: expert.firmId,
    expertId: expert.id,
    earliestArrival: at(51, "09:00"),
    costFen: 0,
    note: "类似情况在别的小区见过,带内窥镜,明早到。",
    state: "ACCEPTED",
    offeredAt: at(52, "17:12"),
  };
  const help: HelpRequest = {
    id: random.id("hrq"),
    number: helpNumber(),
    complaintId: draft.id,
    communityId: community.id,
    askingFirmId: must(community.firmId, "firm"),
    askedByPersonId: manager.personId,
    askedByName: manager.name,
    summary:
      "老旧住宅加装电梯后,靠电梯井一侧厨房立管渗水,打压正常、两次维修无效,求有经验的给排水专家。",
    category: "WATER_LEAK",
    skills: ["PIPES", "WATERPROOFING"],
    state: "CLOSED",
    createdAt: at(52, "16:20"),
    broadcastAt: at(52, "16:30"),
    deadlineAt: at(52, "20:30"),
    offers: [offer],
    acceptedOfferId: offer.id,
    onSiteAt: at(51, "08:50"),
    advisedAt: at(51, "10:30"),
    advice:
      "加装电梯基坑沉降挤压排水立管,承插口错位,水沿外墙倒渗。更换错位管段并加伸缩节,管卡改为滑动支架,三个月后复查。",
    confirmedAt: at(51, "16:20"),
    closedAt: at(50, "15:40"),
  };
  const order = workOrder(draft, repairer, {
    title: "厨房立管渗水维修",
    state: "CLOSED",
    createdAt: at(52, "09:52"),
    assignedAt: at(52, "10:21"),
    acceptedAt: at(52, "10:30"),
    onSiteAt: at(52, "14:00"),
    submittedAt: at(51, "16:25"),
    approvedAt: at(51, "16:30"),
    closedAt: at(50, "10:10"),
    photos: [scribe.photo("PIPE_REPAIRED", "更换后的立管", at(51, "16:24"))],
  });
  return {
    draft,
    workOrders: [order],
    helpRequests: [help],
    reviews: [review(draft, 5, "别家物业的师傅来帮忙,一次就找到了。", at(49, "20:05"))],
    text: {
      zh: "同样的毛病,清源物业的专家见过。",
      en: "The same fault, met before by another firm's expert.",
    },
  };
}

/** An open case whose help request has two offers: accept one. */
export function twoOffers(shared: Shared): Story {
  const {
    world,
    at,
    cast,
    complaint,
    community,
    workOrder,
    staff,
    staffActor,
    task,
    checkIn,
    cleaners,
    cleanerActor,
    random,
    look,
    scribe,
    helpNumber,
  } = makeStoryteller(shared, "WCHY", "two-offers");
  const manager = staff("PROJECT_MANAGER");
  const repairer = staff("REPAIRER");
  const broadcastAt = plus(world.now, -100 * minute);
  const [first, second] = ["f07", "f16"].map((operator) =>
    must(look.experts(look.firm(operator))[0], "expert"),
  );
  const offered = [plus(world.now, -62 * minute), plus(world.now, -24 * minute)] as const;
  const draft = complaint(
    {
      number: "TS-2026-0508",
      title: "一楼反复返水,清掏三天又堵",
      description:
        "住一楼,厨房和卫生间反复返水,疏通过两次,三天又堵。邻居说可能是主管坡度不对,请彻底解决。",
      category: "SEWAGE",
      grade: "URGENT",
      channel: "QR_CODE",
      place: "7号楼1单元101室",
      publicPlace: "7号楼1单元",
    },
    [
      [at(1, "10:02"), "REPORTED", cast.reporter, "扫一区一码提交"],
      [at(1, "10:06"), "FILED", cast.hotline],
      [at(1, "10:10"), "DISPATCHED", cast.system, "派遣至和润物业项目经理"],
      [at(1, "10:31"), "RESPONDED", staffActor(manager), "疏通车一小时内到场"],
      [at(1, "11:40"), "STARTED", staffActor(repairer), "疏通后仍回流,疑似主管倒坡"],
      [broadcastAt, "HELP_ASKED", staffActor(manager), "会诊求助已发至29家物业"],
      [offered[0], "HELP_OFFERED", actorOf(look, first!), "带内窥镜过来看坡度"],
      [offered[1], "HELP_OFFERED", actorOf(look, second!), "免费出诊,备有管材"],
    ],
  );
  draft.photos.push(scribe.photo("SEWAGE_BALCONY", "污水返到阳台", at(1, "10:00")));
  scribe.note(draft, at(1, "10:12"), "WORK_ORDER_CREATED", staffActor(manager), "主管疏通与查勘");
  const order = workOrder(draft, repairer, {
    title: "7号楼主管反复堵塞查勘",
    state: "NEEDS_EXPERT",
    createdAt: at(1, "10:12"),
    assignedAt: at(1, "10:32"),
    acceptedAt: at(1, "10:36"),
    onSiteAt: at(1, "11:40"),
    note: "疏通两次仍回流,需内窥镜查坡度",
    photos: [scribe.photo("SEWAGE_BALCONY", "疏通后仍回流", at(1, "12:30"))],
  });
  const cleaner = cleaners()[0]!;
  const washing = task(cleaner, {
    complaintId: draft.id,
    title: "冲洗消毒单元门前污水",
    place: "7号楼1单元",
    state: "DONE",
    createdAt: at(1, "11:45"),
    dueAt: at(1, "13:45"),
    checkIns: [
      checkIn(cleaner, {
        method: "PHOTO",
        at: at(1, "12:50"),
        verb: "DONE",
        photos: [scribe.photo("MOPPING", "已冲洗消毒", at(1, "12:49"))],
      }),
    ],
  });
  scribe.note(
    draft,
    at(1, "11:45"),
    "TASK_CREATED",
    staffActor(staff("CLEANING_SUPERVISOR")),
    washing.title,
  );
  scribe.note(draft, at(1, "12:50"), "TASK_CHECKED_IN", cleanerActor(cleaner), "拍照打卡:完成");
  const offers = [
    { expert: first!, costFen: 8_000, hours: 2, note: "带管道内窥镜,先看坡度再定方案。" },
    { expert: second!, costFen: 0, hours: 4, note: "免费出诊,车上备有同规格管材。" },
  ].map(({ expert, costFen, hours, note }, i): HelpOffer => ({
    id: random.id("hof"),
    firmId: expert.firmId,
    expertId: expert.id,
    earliestArrival: plus(world.now, hours * hour),
    costFen,
    note,
    state: "OPEN",
    offeredAt: offered[i]!,
  }));
  const help: HelpRequest = {
    id: random.id("hrq"),
    number: helpNumber(),
    complaintId: draft.id,
    communityId: community.id,
    askingFirmId: must(community.firmId, "firm"),
    askedByPersonId: manager.personId,
    askedByName: manager.name,
    summary: "底层住户反复返水,两次疏通后三天内复堵,怀疑主管倒坡,求带管道内窥镜的给排水专家。",
    category: "SEWAGE",
    skills: ["DRAINS", "PIPES"],
    state: "OFFERED",
    createdAt: plus(broadcastAt, -6 * minute),
    broadcastAt,
    deadlineAt: plus(broadcastAt, 4 * hour),
    offers,
  };
  return {
    draft,
    workOrders: [order],
    tasks: [washing],
    helpRequests: [help],
    text: { zh: "两家物业同时伸手:选一家。", en: "Two firms offer at once: accept one." },
  };
}
