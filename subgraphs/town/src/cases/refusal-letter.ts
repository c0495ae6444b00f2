import { makeStoryteller } from "./storyteller.js";
import type { Shared, Story } from "./storyteller.js";

/** Case 6: a firm may refuse the platform, for the contract does not ask for it. */
export function refusalLetter(shared: Shared): Story {
  const { at, cast, complaint, staff, staffActor, scribe } = makeStoryteller(
    shared,
    "WHMD",
    "refusal-letter",
  );
  const manager = staffActor(staff("PROJECT_MANAGER"));
  const draft = complaint(
    {
      number: "TS-2026-0506",
      title: "物业不愿接入平台派单",
      description:
        "其他小区的日常巡查都在平台上看得到,我们小区问了几次,物业说不接入,希望说明原因。",
      category: "FIRM_INACTION",
      grade: "MINOR",
      channel: "OWNER_PLATFORM",
      place: "物业服务中心",
      publicPlace: "物业服务中心",
      stateNote: "合同未约定使用平台,物业有权不接入;网格长协助双方商议补充协议",
    },
    [
      [at(15, "19:40"), "REPORTED", cast.reporter, "业主平台提交"],
      [at(15, "19:55"), "FILED", cast.hotline],
      [at(15, "20:05"), "DISPATCHED", cast.system, "派遣至百合物业项目经理"],
      [at(15, "21:10"), "RESPONDED", manager, "请示公司后书面回复"],
      [
        at(14, "15:30"),
        "OUT_OF_SCOPE",
        manager,
        "复函:本公司已有每日检查、月度排名和年度考评,现行合同未约定使用该平台,恕不接入",
      ],
    ],
  );
  draft.photos.push(scribe.photo("NOTICE_BOARD", "物业复函", at(14, "15:25")));
  return {
    draft,
    text: {
      zh: "拒用平台的回函:合同没有约定,拒绝有据;出路是签补充协议。",
      en: "The refusal letter: the contract does not ask for the platform, so the firm may decline; the way on is a supplementary agreement.",
    },
  };
}
