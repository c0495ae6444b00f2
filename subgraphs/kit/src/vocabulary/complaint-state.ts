import { registerEnumType } from "type-graphql";

/**
 * The neighborhood's states of a case: one list for all parties, as composition wants the whole of it
 * from every party that names the enum.
 */
export enum ComplaintState {
  RECEIVED = "RECEIVED",
  FILED = "FILED",
  DISPATCHED = "DISPATCHED",
  RESPONDED = "RESPONDED",
  IN_PROGRESS = "IN_PROGRESS",
  RESOLVED = "RESOLVED",
  VERIFIED = "VERIFIED",
  CALLED_BACK = "CALLED_BACK",
  CLOSED = "CLOSED",
  MERGED = "MERGED",
  REJECTED = "REJECTED",
  OUT_OF_SCOPE = "OUT_OF_SCOPE",
  RETURNED = "RETURNED",
  SUSPENDED = "SUSPENDED",
  REOPENED = "REOPENED",
}
registerEnumType(ComplaintState, {
  name: "ComplaintState",
  description: "How far a complaint has come. 诉求状态",
  valuesConfig: {
    RECEIVED: { description: "It came in. 受理" },
    FILED: { description: "Classified and graded. 立案" },
    DISPATCHED: { description: "Sent to who is responsible; the clocks run. 派遣" },
    RESPONDED: { description: "The responsible firm answered. 响应" },
    IN_PROGRESS: { description: "Somebody works on it. 处置" },
    RESOLVED: { description: "Said to be solved. 办结" },
    VERIFIED: { description: "Seen to be solved. 核查" },
    CALLED_BACK: { description: "The reporter was told and asked. 回访" },
    CLOSED: { description: "Over. 结案" },
    MERGED: { description: "The same as another one. 合并" },
    REJECTED: { description: "Not taken up, with a reason. 不予受理" },
    OUT_OF_SCOPE: {
      description: "Not the firm's duty: with the grid leader, still tracked. 职责外",
    },
    RETURNED: { description: "The firm gave it back. 退单" },
    SUSPENDED: { description: "Put off with approval; the clocks stand. 缓办" },
    REOPENED: { description: "Taken up again. 重办" },
  },
});
