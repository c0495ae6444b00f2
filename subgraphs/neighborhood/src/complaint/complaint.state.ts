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
  UNMERGE = "UNMERGE",
  REJECT = "REJECT",
  MARK_OUT_OF_SCOPE = "MARK_OUT_OF_SCOPE",
  RETURN = "RETURN",
  REQUEST_SUSPENSION = "REQUEST_SUSPENSION",
  SUSPEND = "SUSPEND",
  REFUSE_SUSPENSION = "REFUSE_SUSPENSION",
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
    UNMERGE: { description: "Take it apart again from the one it was joined to. 撤销合并" },
    REJECT: { description: "Refuse it with a reason. 不予受理" },
    MARK_OUT_OF_SCOPE: { description: "Hand it to the grid leader. 转网格长" },
    RETURN: { description: "Give it back, for the firm. 退单" },
    REQUEST_SUSPENSION: { description: "Ask to put it off. 申请缓办" },
    SUSPEND: { description: "Allow somebody else's request to put it off. 批准缓办" },
    REFUSE_SUSPENSION: { description: "Refuse the request to put it off. 驳回缓办" },
    RESUME: { description: "Go on with it. 恢复办理" },
    REOPEN: { description: "Take it up again. 重办" },
  },
});

const { RECEIVED, FILED, DISPATCHED, RESPONDED, IN_PROGRESS, RESOLVED } = ComplaintState;
const { VERIFIED, CALLED_BACK, CLOSED, MERGED, REJECTED } = ComplaintState;
const { OUT_OF_SCOPE, RETURNED, SUSPENDED, REOPENED } = ComplaintState;

/** Steps that leave the state as it is, and steps that lead back to where the case stood before. */
export const unchanged = "UNCHANGED";
export const back = "BACK";

interface Move {
  readonly from: readonly ComplaintState[];
  readonly to: ComplaintState | typeof unchanged | typeof back;
}

/** States in which whoever is responsible has it in hand. */
export const atWork: readonly ComplaintState[] = [DISPATCHED, RESPONDED, IN_PROGRESS];

/** Which step leads from where to where. */
export const complaintSteps: Readonly<Record<ComplaintStep, Move>> = {
  FILE: { from: [RECEIVED], to: FILED },
  DISPATCH: { from: [FILED, RETURNED, REOPENED, OUT_OF_SCOPE], to: DISPATCHED },
  RESPOND: { from: [DISPATCHED], to: RESPONDED },
  START: { from: [RESPONDED], to: IN_PROGRESS },
  RESOLVE: { from: [RESPONDED, IN_PROGRESS, OUT_OF_SCOPE], to: RESOLVED },
  VERIFY: { from: [RESOLVED], to: VERIFIED },
  CALL_BACK: { from: [VERIFIED, CALLED_BACK], to: CALLED_BACK },
  CLOSE: { from: [CALLED_BACK], to: CLOSED },
  MERGE: { from: [RECEIVED, FILED], to: MERGED },
  UNMERGE: { from: [MERGED], to: back },
  REJECT: { from: [RECEIVED, FILED], to: REJECTED },
  MARK_OUT_OF_SCOPE: { from: [FILED, DISPATCHED, RESPONDED, RETURNED], to: OUT_OF_SCOPE },
  RETURN: { from: [DISPATCHED, RESPONDED], to: RETURNED },
  REQUEST_SUSPENSION: { from: atWork, to: unchanged },
  SUSPEND: { from: atWork, to: SUSPENDED },
  REFUSE_SUSPENSION: { from: atWork, to: unchanged },
  RESUME: { from: [SUSPENDED], to: back },
  REOPEN: { from: [RESOLVED, VERIFIED, CALLED_BACK, CLOSED], to: REOPENED },
};

/** States in which nothing more is done about a case. */
export const endedStates: readonly ComplaintState[] = [CLOSED, MERGED, REJECTED];
