import { termsZh } from "@hutong/client-kit";

/** The console's words in Chinese; the kit's terms are part of them. */
export const zh = {
  ...termsZh,
  app: {
    name: "互通", place: "网格工作台", skip: "跳到正文", nav: "主导航", cases: "诉求", help: "求助墙", account: "当前身份", signOut: "退出登录", actFor: "代表单位", switchedTo: "已切换到{{ name }}",
    notFound: "没有这个页面", home: "返回首页",
  },
  signIn: {
    title: "互通", lead: "一个小区诉求,五方同屏办理", body: "居委会、业委会、物业、保洁、联合体各管各的库,在这里看到同一件事的全貌,进展自动更新。", choose: "选择身份进入演示", as: "以{{ name }}的身份登录",
    expired: "登录已过期,请重新选择身份。", failed: "没能取得演示身份,请确认互通已以演示模式启动。", try: "可以试试", forOrgs: "可代表 {{ count }} 家单位", main: "本工作台主要为他设计",
  },
  cases: {
    title: "诉求", mine: "{{ grid }}的诉求", search: "搜索编号、标题或内容", searchShort: "搜索诉求", state: "状态", category: "类别", community: "小区", all: "全部", allStates: "全部状态", allCategories: "全部类别",
    allCommunities: "全部小区", open: "仅未结案", clear: "清除筛选", more: "加载更多诉求", end: "已全部显示,共 {{ count }} 件", none: "没有符合条件的诉求", noneAtAll: "这里还没有您可以查看的诉求",
    fresh: "有新诉求,点此刷新列表", map: "小区地图", mapHint: "点选小区筛选", overdueHere: "{{ name }},{{ count }} 件在列,{{ overdue }} 件超时", shown: "已显示 {{ count }} 件", noClock: "未派遣", filters: "筛选",
    clearCommunity: "显示全部小区",
  },
  room: {
    back: "返回诉求列表", complaint: "诉求", place: "位置", reporter: "反映人", reported: "反映时间", channel: "来源", description: "反映内容", grid: "网格", leader: "网格长 {{ name }}", call: "拨打 {{ phone }}",
    reveal: "查看反映人身份", revealTitle: "查看反映人身份", revealHint: "说明用途后显示姓名和电话。查看会记入台账,居民本人可以看到。", purpose: "用途", purposeHold: "例如:约定上门核实的时间", masked: "已脱敏", ledger: "查看身份台账",
    ledgerNone: "还没有人查看过", purposes: "约定上门时间,电话回访办理结果,核实现场情况",
    clocks: "时限", noClocks: "派遣后开始计时", firm: "责任企业", noFirm: "没有物业企业,由网格直接跟进", manager: "负责人 {{ name }}", contract: "合同依据", noContract: "本小区没有在期的服务合同", noClauses: "合同没有针对此类别的条款",
    until: "合同至 {{ date }}", respondIn: "响应 {{ span }}", onSiteIn: "到场 {{ span }}", resolveIn: "办结 {{ span }}", fullText: "条款全文",
    workOrders: "工单", noWorkOrders: "还没有工单,派遣后由物业企业生成", assignee: "处理人 {{ name }}", unassigned: "未指派", cleaning: "保洁任务", noCleaning: "没有相关的保洁任务", proxyBy: "{{ name }}代录",
    verifyTask: "核验保洁任务", help: "专家会诊", noHelp: "尚未向各企业求助", helpHint: "29 家企业会同时收到求助,内容不含居民身份。", askAll: "向全部企业求助", timeline: "办理经过", viewers: "正在查看", viewersHint: "{{ names }}也在查看",
    onlyYou: "只有您在查看", actions: "可办理动作", more: "其他动作", moreLabel: "展开其他动作", noActions: "当前没有您可办理的动作", review: "居民评价", satisfied: "满意", unsatisfied: "不满意", stars: "{{ count }} 星", updated: "刚有更新:{{ what }}",
    forbidden: "这件诉求不由您办理。若它发起过会诊,可以在求助墙上应援。", toHelp: "前往求助墙", done: "已{{ step }}", note: "说明(可选)", noteHold: "写入办理经过,各方可见", reason: "理由", reasonHold: "写入办理经过,各方可见", into: "并入哪一件(编号)",
    intoHold: "例如 TS-2026-0502", intoMissing: "没有找到这个编号", satisfiedQ: "反映人是否满意", nobody: "无人接听", stateNote: "状态说明", kept: "未发送的内容会保留",
  },
  help: {
    title: "求助墙", lead: "物业企业解决不了的问题,在这里向全体同行求助。", open: "进行中", all: "全部", none: "现在没有进行中的求助", more: "加载更多求助", end: "已全部显示", asks: "{{ firm }}求助", offers: "{{ count }} 份应援", noOffers: "尚无应援",
    view: "查看求助 {{ number }}", back: "返回求助墙", toCase: "进入办理页", released: "您的应援已被采纳,居民身份与地址已向您开放。", community: "小区", skills: "所需专长", summary: "情况说明", askedBy: "{{ firm }} {{ name }}", askTitle: "向全部企业求助",
    askHint: "广播给联合体 29 家企业。请只写现象,不写姓名、电话和房号。", askSummaryHold: "现象、已经试过什么、怀疑什么原因", ask: "发出求助", asked: "已向全部企业求助", leak: "内容含电话或房号,请删去后再发", length: "{{ count }} / 500",
    offerTitle: "应援 {{ number }}", offer: "发出应援", offered: "应援已发出", expert: "派出的专家", noExperts: "您没有可派出的专家", years: "{{ years }} 年经验", arrival: "最早到场", arrivalCustom: "其他时间", inHours: "{{ hours }} 小时后", tonight: "今天 18:00", tomorrow: "明天 09:00",
    cost: "费用", free: "免费", yuan: "收费(元)", amount: "金额(元)", note: "说明(可选)", noteHold: "例如:去年处理过同样的立管渗水", accept: "采纳", acceptLabel: "采纳{{ firm }}的应援", acceptPending: "将采纳{{ firm }} {{ expert }}的应援,", accepted: "已采纳{{ firm }}的应援,身份与地址已向该专家开放",
    pending: "即将采纳", withdraw: "撤回应援", withdrawLabel: "撤回{{ firm }}的应援", withdrawn: "应援已撤回", arrives: "最早到场", advice: "专家意见", adviceHold: "原因判断、处理办法、需要的材料", withdrawReason: "撤回理由", done: "已完成:{{ step }}", direct: "指派专家",
    directHint: "没有合适的应援时,由秘书处直接指派。", directExpert: "专家", loadingExperts: "正在载入各企业的专家", fits: "专长相符", mine: "应援", newOffer: "{{ firm }}刚刚应援", confirmArrive: "确认已到达现场?到场时间会写入办理经过。", confirmConfirm: "确认问题已经解决?",
    confirmClose: "归档后进入案例库。", confirmNoOffer: "标记后由秘书处指派专家。", waiting: "已广播,等待各企业应援…", others: "其他应援 {{ count }} 份",
  },
};

export type Text = typeof zh;
