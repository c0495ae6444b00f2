import type { ContractClause } from "./firms.types.js";

const days = 24 * 60;

/** Clauses every contract carries, word for word from the model contract; numbers vary by contract. */
export const clauseTexts: readonly Omit<ContractClause, "number">[] = [
  {
    categories: ["WATER_LEAK", "SEWAGE"],
    title: "给排水与渗漏维修",
    text: "共用给排水管道、屋面及外墙发生渗漏的,乙方接报后三十分钟内响应,两小时内到场查勘;小修二日内完成,急修当日完成。查不明原因的,乙方应在二十四小时内请专业人员会诊,费用按责任归属承担。",
    promise: { respondWithinMinutes: 30, onSiteWithinMinutes: 120, resolveWithinMinutes: 2 * days },
  },
  {
    categories: ["LIFT"],
    title: "电梯运行与困人救援",
    text: "电梯由具备资质的单位维护保养,每十五日一次并公示记录。困人事件三十分钟内到场救援;一般故障当日修复,需更换部件的不超过二日。",
    promise: { respondWithinMinutes: 10, onSiteWithinMinutes: 30, resolveWithinMinutes: days },
  },
  {
    categories: ["LITTERING", "SEWAGE"],
    title: "环境卫生",
    text: "生活垃圾日产日清;楼道每日清扫一次、每周湿拖两次;公共区域污水外溢的,两小时内完成围挡和清洗消毒。乙方可将保洁外包,但不免除其责任。",
    promise: { respondWithinMinutes: 60, resolveWithinMinutes: days },
  },
  {
    categories: ["GARAGE_BARRIER", "ILLEGAL_PARKING", "FIRE_ACCESS"],
    title: "车辆秩序与出入口设备",
    text: "车库道闸、车牌识别设备保持完好,故障二日内修复,修复前派人值守。消防车通道、登高场地严禁停放车辆,乙方发现后立即劝离并记录。",
    promise: { respondWithinMinutes: 30, resolveWithinMinutes: 2 * days },
  },
  {
    categories: ["FACILITY_DAMAGE", "CHARGING_PILE", "DRAINS"],
    title: "共用设施设备维修",
    text: "单元门、路灯、健身器材、充电设施、雨污水管网等共用设施,小修二日内完成,急修当日完成;小修费用由物业服务费列支,中修以上按规定申请专项维修基金。",
    promise: { respondWithinMinutes: 30, onSiteWithinMinutes: 120, resolveWithinMinutes: 2 * days },
  },
  {
    categories: ["FACADE_FALLING"],
    title: "外墙与高空坠物",
    text: "每季度巡查外墙饰面、空调机位和屋檐;发现空鼓、脱落风险的,立即围挡警示,当日报告甲方和居民委员会,并制定维修方案。",
    promise: { respondWithinMinutes: 30, onSiteWithinMinutes: 60 },
  },
  {
    categories: ["FIRE_ACCESS", "CHARGING_PILE"],
    title: "消防设施",
    text: "消火栓、灭火器每月检查一次,有效率百分之百;消防控制室二十四小时双人值班,记录保存两年。",
    promise: { respondWithinMinutes: 30 },
  },
  {
    categories: ["FIRM_INACTION", "STEWARD_UNRESPONSIVE"],
    title: "服务响应",
    text: "乙方对业主诉求三十分钟内响应、两小时内到场;每月召开一次业主恳谈会(“321”服务承诺)。管家电话工作时间内无人接听的,由项目经理于当日回复。",
    promise: { respondWithinMinutes: 30, onSiteWithinMinutes: 120 },
  },
  {
    categories: ["FEES", "OVERCHARGING"],
    title: "收费与公示",
    text: "物业服务费按本合同约定的标准收取,每半年公示一次收支;公共收益归全体业主所有,单独列账。乙方不得以停水、停电方式催交费用,入户维修材料按公示价目表收费。",
  },
  {
    categories: ["ILLEGAL_RENOVATION", "NOISE", "DOGS", "ILLEGAL_CLASSES"],
    title: "秩序维护与劝阻报告",
    text: "对违规装修、扰民噪声、不文明养犬、住宅内违规办班等行为,乙方应当及时劝阻;劝阻无效的,二十四小时内报告网格长和有关部门,并协助处理。",
    promise: { respondWithinMinutes: 60 },
  },
];

/** Where the numbered service clauses begin in the model contract. */
export const firstClause = 12;

export const chineseNumbers = [
  "零",
  "一",
  "二",
  "三",
  "四",
  "五",
  "六",
  "七",
  "八",
  "九",
  "十",
  "十一",
  "十二",
  "十三",
  "十四",
  "十五",
  "十六",
  "十七",
  "十八",
  "十九",
  "二十",
  "二十一",
  "二十二",
  "二十三",
] as const;
