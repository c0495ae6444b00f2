import { ComplaintState } from "@hutong/kit";
import { registerEnumType } from "type-graphql";

export enum ComplaintStep {
  FILE = "FILE",
  DISPATCH = "DISPATCH",
  RESPOND = "RESPOND",
  START = "START",
  RESOLVE = "RESOLVE",
  VERIFY = "VERIFY",
  CALL_BACK = "CALL_BACK",
  CLOSE = "CLOSE",
  MERGE = "MERGE",
  REJECT = "REJECT",
  MARK_OUT_OF_SCOPE = "MARK_OUT_OF_SCOPE",
  RETURN = "RETURN",
  SUSPEND = "SUSPEND",
  RESUME = "RESUME",
  REOPEN = "REOPEN",
}
registerEnumType(ComplaintStep, {
  name: "ComplaintStep",
  description: "A step that leads a complaint from one state to the next. 办理动作",
  valuesConfig: {
    FILE: { description: "Classify and grade it. 立案" },
    DISPATCH: { description: "Send it to who is responsible. 派遣" },
    RESPOND: { description: "Answer it, for the firm. 响应" },
    START: { description: "Begin to work on it. 开始处置" },
    RESOLVE: { description: "Report it solved. 办结" },
    VERIFY: { description: "Confirm that it is solved. 核查" },
    CALL_BACK: { description: "Tell and ask the reporter. 回访" },
    CLOSE: { description: "Close it. 结案" },
    MERGE: { description: "Join it to the same complaint. 合并" },
    REJECT: { description: "Refuse it with a reason. 不予受理" },
    MARK_OUT_OF_SCOPE: { description: "Hand it to the grid leader. 转网格长" },
    RETURN: { description: "Give it back, for the firm. 退单" },
    SUSPEND: { description: "Put it off. 缓办" },
    RESUME: { description: "Go on with it. 恢复办理" },
    REOPEN: { description: "Take it up again. 重办" },
  },
});

const { RECEIVED, FILED, DISPATCHED, RESPONDED, IN_PROGRESS, RESOLVED } = ComplaintState;
const { VERIFIED, CALLED_BACK, CLOSED, OUT_OF_SCOPE, RETURNED, SUSPENDED, REOPENED } =
  ComplaintState;

/** Which step leads from where to where. `RESUME` leads back to where the case was suspended. */
export const complaintSteps: Readonly<
  Record<
    ComplaintStep,
    { readonly from: readonly ComplaintState[]; readonly to: ComplaintState | null }
  >
> = {
  FILE: { from: [RECEIVED], to: FILED },
  DISPATCH: { from: [FILED, RETURNED, REOPENED], to: DISPATCHED },
  RESPOND: { from: [DISPATCHED], to: RESPONDED },
  START: { from: [RESPONDED], to: IN_PROGRESS },
  RESOLVE: { from: [RESPONDED, IN_PROGRESS, OUT_OF_SCOPE], to: RESOLVED },
  VERIFY: { from: [RESOLVED], to: VERIFIED },
  CALL_BACK: { from: [VERIFIED], to: CALLED_BACK },
  CLOSE: { from: [CALLED_BACK], to: CLOSED },
  MERGE: { from: [RECEIVED, FILED], to: ComplaintState.MERGED },
  REJECT: { from: [RECEIVED, FILED], to: ComplaintState.REJECTED },
  MARK_OUT_OF_SCOPE: { from: [FILED, DISPATCHED, RETURNED], to: OUT_OF_SCOPE },
  RETURN: { from: [DISPATCHED, RESPONDED], to: RETURNED },
  SUSPEND: { from: [DISPATCHED, RESPONDED, IN_PROGRESS], to: SUSPENDED },
  RESUME: { from: [SUSPENDED], to: null },
  REOPEN: { from: [RESOLVED, VERIFIED, CALLED_BACK, CLOSED], to: REOPENED },
};
