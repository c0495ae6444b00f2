import { departedFirm } from "../firms/contracts.js";
import { makeStoryteller } from "./storyteller.js";
import type { Shared, Story } from "./storyteller.js";

/** Case 3: 971 households whose firm left and whose committee resigned; a firm is recommended, the owners decide next. */
export function noFirm(shared: Shared): Story {
  const { at, cast, complaint, world, scribe } = makeStoryteller(shared, "GLYJ", "no-firm");
  const left = world.firms[departedFirm - 1]!.shortName;
  const draft = complaint(
    {
      number: "TS-2026-0503",
      title: "物业撤场两个月,门岗没人、垃圾成堆",
      description: `小区971户,2010年建成。合同到期${left}撤走,业委会也集体辞职,现在门岗没人守,垃圾桶满到路上,夜里没有灯。大家不知道该找谁。`,
      category: "FIRM_INACTION",
      grade: "URGENT",
      channel: "CITY_HOTLINE",
      place: "全小区",
      publicPlace: "全小区",
      stateNote: "无物业服务企业:网格长跟进,联合体已推荐启明物业接管,待业主表决",
    },
    [
      [at(24, "09:30"), "REPORTED", cast.reporter, "12345热线转办"],
      [at(24, "10:10"), "FILED", cast.hotline],
      [
        at(24, "10:40"),
        "OUT_OF_SCOPE",
        cast.gridLeader,
        "小区暂无物业服务企业,由网格长跟进,先请环卫清运垃圾",
      ],
      [
        at(17, "15:00"),
        "OUT_OF_SCOPE",
        cast.gridLeader,
        "请联合体协助:商请有能力、有意愿的企业接管",
      ],
      [
        at(9, "10:20"),
        "OUT_OF_SCOPE",
        cast.secretary,
        "征询各会员单位后,推荐启明物业接管,建议先提供三个月应急服务",
      ],
    ],
  );
  draft.photos.push(
    scribe.photo("LITTER", "垃圾桶满溢", at(24, "09:25")),
    scribe.photo("MEETING", "网格长、民警与业主代表会商", at(9, "10:30")),
  );
  return {
    draft,
    text: {
      zh: "971户没有物业:合同到期企业撤走,业委会辞职;联合体推荐接管企业,等业主表决。",
      en: "971 households without a firm: it left at the end of its contract and the committee resigned; the consortium recommends a successor, the owners decide next.",
    },
  };
}
