/** The field's own words, as the schema's Chinese terms have them. */
export const termsZh = {
  state: {
    RECEIVED: "受理", FILED: "立案", DISPATCHED: "派遣", RESPONDED: "响应", IN_PROGRESS: "处置", RESOLVED: "办结",
    VERIFIED: "核查", CALLED_BACK: "回访", CLOSED: "结案", MERGED: "已合并", REJECTED: "不予受理", OUT_OF_SCOPE: "职责外",
    RETURNED: "退单", SUSPENDED: "缓办", REOPENED: "重办",
  },
  step: {
    FILE: "立案", DISPATCH: "派遣", RESPOND: "响应", START: "开始处置", RESOLVE: "办结", VERIFY: "核查通过", CALL_BACK: "记录回访",
    CLOSE: "结案", MERGE: "合并", REJECT: "不予受理", MARK_OUT_OF_SCOPE: "转网格长", RETURN: "退单", SUSPEND: "缓办", RESUME: "恢复办理",
    REOPEN: "重办",
  },
  category: {
    FIRM_INACTION: "物业不作为", STEWARD_UNRESPONSIVE: "管家未响应", LITTERING: "乱扔垃圾", FACILITY_DAMAGE: "设施损坏",
    ILLEGAL_PARKING: "违停", ILLEGAL_RENOVATION: "违规装修", LIFT: "电梯", WATER_LEAK: "漏水", SEWAGE: "污水管", GARAGE_BARRIER: "车库道闸",
    FACADE_FALLING: "外墙脱落", CHARGING_PILE: "充电桩", FEES: "物业费", NOISE: "噪音", DOGS: "养犬", DRAINS: "下水堵塞", OVERCHARGING: "多收费",
    ILLEGAL_CLASSES: "违规办班", FIRE_ACCESS: "消防通道",
  },
  grade: { MINOR: "一般", URGENT: "紧急", EMERGENCY: "突发" },
  channel: {
    OWNER_PLATFORM: "业主平台", QR_CODE: "一区一码", HOTLINE: "24 小时热线", CITY_HOTLINE: "12345 转办", PATROL: "网格巡查", OPEN311: "Open311 接口",
  },
  clock: {
    PUBLIC_RESPOND: "响应", PUBLIC_RESOLVE: "办结", FIRM_RESPOND: "企业响应", FIRM_ON_SITE: "企业到场", CONTRACTOR_DONE: "保洁完成",
    HELP_OFFER: "会诊应答",
  },
  clockRule: {
    PUBLIC_RESPOND: "公共规则 · 工作日 2 小时", PUBLIC_RESOLVE: "公共规则 · 2 天", FIRM_RESPOND: "企业承诺 · 30 分钟", FIRM_ON_SITE: "企业承诺 · 2 小时",
    CONTRACTOR_DONE: "外包方承诺", HELP_OFFER: "会诊期限",
  },
  clockWord: { left: "剩", over: "超时", met: "按时", late: "超时完成", paused: "暂停" },
  timeline: {
    REPORTED: "反映诉求", FILED: "立案", DISPATCHED: "派遣", RESPONDED: "响应", STARTED: "开始处置", RESOLVED: "办结", VERIFIED: "核查通过",
    CALLED_BACK: "回访", CLOSED: "结案", MERGED: "合并", REJECTED: "不予受理", OUT_OF_SCOPE: "转网格长", RETURNED: "退单", SUSPENDED: "缓办",
    RESUMED: "恢复办理", REOPENED: "重办", HELP_ASKED: "发起会诊", HELP_OFFERED: "他方应援", HELP_ACCEPTED: "采纳应援", HELP_WITHDRAWN: "撤回会诊",
    EXPERT_ON_SITE: "专家到场", EXPERT_ADVISED: "专家意见", HELP_CONFIRMED: "会诊确认", WORK_ORDER_CREATED: "生成工单", WORK_ORDER_ADVANCED: "工单进展",
    TASK_CREATED: "保洁任务", TASK_CHECKED_IN: "保洁打卡", DISCLOSED: "查看身份", REVIEWED: "居民评价",
  },
  workOrder: {
    CREATED: "待指派", ASSIGNED: "已指派", ACCEPTED: "已接单", ON_SITE: "已到场", SUBMITTED: "待验收", APPROVED: "验收通过", CLOSED: "已关闭", REWORK: "返工",
    OVERDUE: "超期", NEEDS_EXPERT: "需专家",
  },
  funding: { SERVICE_FEE: "物业费列支", MAINTENANCE_FUND: "维修基金列支" },
  task: { OPEN: "待完成", DONE: "已完成", CANNOT: "无法完成", VERIFIED: "已核验" },
  checkInVerb: { ARRIVED: "到岗", DONE: "完成", CANNOT: "无法完成" },
  checkInMethod: { PHOTO: "拍照打卡", SMS: "短信打卡", PROXY: "代录" },
  helpState: {
    DRAFT: "草稿", BROADCAST: "等待应援", OFFERED: "已有应援", ACCEPTED: "已采纳", ON_SITE: "专家到场", ADVISED: "已出意见", CONFIRMED: "已确认",
    CLOSED: "已归档", NO_OFFER: "无人应援", WITHDRAWN: "已撤回",
  },
  helpStep: {
    BROADCAST: "广播", OFFER: "我来应援", ACCEPT: "采纳", DIRECT: "指派专家", ARRIVE: "确认到场", ADVISE: "填写意见", CONFIRM: "确认解决", CLOSE: "归档",
    WITHDRAW: "撤回求助", MARK_NO_OFFER: "标记无人应援",
  },
  offerState: { OPEN: "待采纳", ACCEPTED: "已采纳", DECLINED: "未采纳", WITHDRAWN: "已撤回" },
  skill: {
    PIPES: "给排水管", ELECTRICAL: "电工", LIFT: "电梯", WATERPROOFING: "防水", FIRE_SAFETY: "消防", GARAGE_BARRIER: "道闸", CIVIL: "土建",
    CHARGING: "充电桩", GREENING: "绿化", DRAINS: "疏通", DOORS_LOCKS: "门禁锁具", INTERCOM: "对讲",
  },
  standing: { GOOD: "信用良好", WATCHED: "重点关注", SUSPENDED: "暂停资格" },
  role: {
    GRID_WORKER: "微网格员", SECRETARY: "联合体秘书处", FIRM_MANAGER: "项目经理", EXPERT: "维修专家", CLEANER: "保洁员", CREW_LEADER: "保洁班长", OWNER: "业主",
    COMMITTEE_MEMBER: "业委会委员", APP: "第三方应用", SERVICE: "系统",
  },
  basis: { STATED_PURPOSE: "说明用途后查看", ACCEPTED_OFFER: "应援被采纳" },
  party: { neighborhood: "居委会", owners: "业委会", property: "物业企业", cleaning: "保洁承包方", consortium: "物业服务联合体" },
  connection: { connecting: "连接中", live: "实时", "catching-up": "同步中", offline: "离线" },
  connectionHint: {
    connecting: "正在连接实时通道", live: "他方的进展会自动出现", "catching-up": "连接已恢复,正在补上错过的进展", offline: "网络已断开,恢复后自动同步",
  },
  theme: { system: "跟随系统", light: "浅色", dark: "深色" },
  kit: {
    close: "关闭对话框", cancel: "取消", undo: "撤销", dismiss: "关闭提示", retry: "重新加载", switchTheme: "切换主题,当前{{ now }}", openPhoto: "查看照片:{{ caption }}",
    partyDown: "该方系统暂时无法连接", partyDownHint: "{{ party }}的内容暂缺,其余内容不受影响,恢复后自动显示。", offline: "无法连接互通,请检查网络", undoIn: "{{ seconds }} 秒后提交",
    fields: "请检查:{{ fields }}",
  },
  /** What to do about an error; what happened is told by the error table. */
  remedy: {
    FORBIDDEN: "如需办理,请联系责任单位。", NOT_FOUND: "请核对编号。", INVALID_ID: "请核对编号。", INVALID_INPUT: "请修改后再提交,已填内容已保留。",
    BAD_USER_INPUT: "请修改后再提交,已填内容已保留。", ILLEGAL_TRANSITION: "页面已更新到最新状态,请按当前可办理的动作继续。", CONFLICT: "页面已更新到最新状态,请查看后再决定。",
    SUBGRAPH_UNAVAILABLE: "请稍后再试。", SUBGRAPH_TIMEOUT: "请稍后再试。", OFFLINE: "已填内容已保留,网络恢复后请再试一次。", INTERNAL_SERVER_ERROR: "已填内容已保留。",
  },
  field: {
    summary: "情况说明", skills: "所需专长", purpose: "用途", note: "说明", reason: "理由", advice: "专家意见", earliestArrival: "最早到场时间", costFen: "费用", expert: "专家",
    into: "保留的诉求", complaint: "诉求",
  },
};

/** The shape that every language fills in. */
export type Terms = typeof termsZh;
