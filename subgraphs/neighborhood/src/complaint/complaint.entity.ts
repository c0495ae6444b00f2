import { defineEntity, p } from "@mikro-orm/core";
import { ComplaintCategory, ComplaintState, HutongError } from "@hutong/kit";
import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";

import { Community } from "../community/community.entity.js";
import { atWork, back, ComplaintStep, complaintSteps, unchanged } from "./complaint.state.js";

export enum ComplaintGrade {
  MINOR = "MINOR",
  URGENT = "URGENT",
  EMERGENCY = "EMERGENCY",
}
registerEnumType(ComplaintGrade, {
  name: "ComplaintGrade",
  description: "How bad it is. 等级",
  valuesConfig: {
    MINOR: { description: "Can wait its turn. 一般" },
    URGENT: { description: "Should be seen to today. 紧急" },
    EMERGENCY: { description: "Somebody must go now. 突发" },
  },
});

export enum ComplaintChannel {
  OWNER_PLATFORM = "OWNER_PLATFORM",
  QR_CODE = "QR_CODE",
  HOTLINE = "HOTLINE",
  CITY_HOTLINE = "CITY_HOTLINE",
  PATROL = "PATROL",
  OPEN311 = "OPEN311",
}
registerEnumType(ComplaintChannel, {
  name: "ComplaintChannel",
  description: "How a complaint came in. 来源渠道",
  valuesConfig: {
    OWNER_PLATFORM: { description: "The owners' platform. 业主平台" },
    QR_CODE: { description: "The community's QR code. 一区一码" },
    HOTLINE: { description: "The consortium's 24-hour hotline. 24 小时热线" },
    CITY_HOTLINE: { description: "Transferred by the city hotline 12345. 12345 转办" },
    PATROL: { description: "Seen by a grid worker. 网格巡查" },
    OPEN311: { description: "Another application, by Open311. Open311 接口" },
  },
});

const ComplaintSchema = defineEntity({
  name: "Complaint",
  tableName: "complaint",
  properties: {
    id: p.string().primary(),
    number: p.string().unique(),
    title: p.string(),
    description: p.text(),
    category: p.enum(() => ComplaintCategory),
    grade: p.enum(() => ComplaintGrade),
    channel: p.enum(() => ComplaintChannel),
    state: p.enum(() => ComplaintState),
    /** Where a case that is suspended or joined stood, to go back there. */
    stateBefore: p.enum(() => ComplaintState).nullable(),
    stateNote: p.text().nullable(),
    community: () => p.manyToOne(Community).ref(),
    gridId: p.string(),
    place: p.string(),
    publicPlace: p.string(),
    reporterId: p.string(),
    reporterName: p.string(),
    reporterPhone: p.string(),
    /** Its number where it came from: unique there, so that a transfer sent twice is one case. */
    sourceRef: p.string().nullable(),
    /** Who took it in for somebody else: an application follows what it brought. */
    takenById: p.string().nullable(),
    responsibleFirmId: p.string().nullable(),
    /** Who had it before, the first one first. */
    formerFirmIds: p.array().columnType("text[]").defaultRaw("'{}'"),
    mergedInto: p.string().nullable(),
    mergedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    /** Whose request to put it off waits for somebody else's word. */
    suspensionRequestedBy: p.string().nullable(),
    /** Levels that had to answer for it and have not confirmed the solution. */
    unverifiedLevels: p.integer().default(0),
    /** Found not to be the firm's duty. */
    outOfScopeAt: p.datetime().columnType("timestamptz(3)").nullable(),
    outOfScopeReported: p.boolean().nullable(),
    calledBackAt: p.datetime().columnType("timestamptz(3)").nullable(),
    answered: p.boolean().nullable(),
    satisfied: p.boolean().nullable(),
    reportedAt: p.datetime().columnType("timestamptz(3)"),
    filedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    dispatchedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    respondedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    resolvedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    closedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    /** Two steps at once: the second is refused instead of overwriting the first. */
    version: p.integer().version(),
  },
});

const {
  CALL_BACK,
  DISPATCH,
  MERGE,
  UNMERGE,
  REQUEST_SUSPENSION,
  SUSPEND,
  REFUSE_SUSPENSION,
  REOPEN,
  VERIFY,
} = ComplaintStep;

/** What each step leaves on the case beside its new state. */
const stamps: Partial<
  Record<
    ComplaintStep,
    | "filedAt"
    | "dispatchedAt"
    | "respondedAt"
    | "resolvedAt"
    | "calledBackAt"
    | "closedAt"
    | "mergedAt"
    | "outOfScopeAt"
  >
> = {
  FILE: "filedAt",
  DISPATCH: "dispatchedAt",
  RESPOND: "respondedAt",
  RESOLVE: "resolvedAt",
  CALL_BACK: "calledBackAt",
  CLOSE: "closedAt",
  MERGE: "mergedAt",
  MARK_OUT_OF_SCOPE: "outOfScopeAt",
};

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    "A complaint or request of a resident, owned by the neighborhood so that it survives a change of firm. 投诉/诉求",
})
export class Complaint extends ComplaintSchema.class {
  @Field(() => ID, { description: "`cmp_…`" })
  override id: string;

  @Field({ description: "Case number, as people say it: `TS-2026-0042`. 案件编号" })
  override number: string;

  @Field({ description: "One line. 标题" })
  override title: string;

  @Field({ description: "What the reporter said. 诉求内容" })
  override description: string;

  @Field(() => ComplaintCategory, { description: "What it is about. 类别" })
  override category: ComplaintCategory;

  @Field(() => ComplaintGrade, { description: "How bad it is. 等级" })
  override grade: ComplaintGrade;

  @Field(() => ComplaintChannel, { description: "How it came in. 来源" })
  override channel: ComplaintChannel;

  @Field(() => ComplaintState, { description: "How far it has come. 状态" })
  override state: ComplaintState;

  @Field(() => String, {
    nullable: true,
    description: "The reason for the present state, where it needs one. 状态说明",
  })
  override stateNote: string | null;

  @Field({ description: "Building and unit; with the room only for who must go there. 位置" })
  override publicPlace: string;

  @Field({ description: "When it came in. 受理时间" })
  override reportedAt: Date;

  @Field(() => Date, { nullable: true, description: "When the clocks began. 派遣时间" })
  override dispatchedAt: Date | null;

  @Field(() => Date, { nullable: true, description: "When the firm answered. 响应时间" })
  override respondedAt: Date | null;

  @Field(() => Date, { nullable: true, description: "When it was reported solved. 办结时间" })
  override resolvedAt: Date | null;

  @Field(() => Date, { nullable: true, description: "When it was closed. 结案时间" })
  override closedAt: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: "When it was found not to be the firm's duty. 认定职责外时间",
  })
  override outOfScopeAt: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the firm itself reported that to the grid; null unless it is out of scope. 职责外是否由企业报告网格",
  })
  override outOfScopeReported: boolean | null;

  @Field(() => Date, { nullable: true, description: "When the reporter was called. 回访时间" })
  override calledBackAt: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether the reporter answered the call. 回访是否接通",
  })
  override answered: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether the reporter is satisfied; null when nobody answered. 是否满意",
  })
  override satisfied: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: "Its number where it came from, as at 12345. 来源单号",
  })
  override sourceRef: string | null;

  /** Whether a step leads on from the present state. */
  permits(step: ComplaintStep): boolean {
    const asked = Boolean(this.suspensionRequestedBy);
    if (step === SUSPEND || step === REFUSE_SUSPENSION) {
      if (!asked) return false;
    } else if (step === REQUEST_SUSPENSION && asked) return false;
    // Who did not answer is called again.
    if (step === CALL_BACK && this.state === ComplaintState.CALLED_BACK)
      return this.answered === false;
    // Verification runs down the ladder; the grid has the last word.
    if (step === VERIFY && this.unverifiedLevels > 0) return false;
    return complaintSteps[step].from.includes(this.state);
  }

  /**
   * The firm that had it at work is responsible no longer.
   * @throws HutongError `ILLEGAL_TRANSITION` when nobody has it at work
   */
  giveBack(reason: string): void {
    if (!atWork.includes(this.state)) throw refused(this.state, ComplaintStep.RETURN);
    this.state = ComplaintState.RETURNED;
    this.stateNote = reason;
  }

  /**
   * Another firm is responsible for it once it goes on; until then it is put off.
   * @throws HutongError `ILLEGAL_TRANSITION` when it is not
   */
  passOn(firmId: string): void {
    if (this.state !== ComplaintState.SUSPENDED) throw refused(this.state, ComplaintStep.RETURN);
    this.sendTo(firmId);
    this.stateBefore = ComplaintState.RETURNED;
  }

  /** Names the firm responsible from now on; the one before it is remembered. */
  sendTo(firmId: string | null): void {
    const left = this.responsibleFirmId ?? null;
    if (left === firmId) return;
    const others = (this.formerFirmIds ?? []).filter((id) => id !== left && id !== firmId);
    this.formerFirmIds = left === null ? others : [...others, left];
    this.responsibleFirmId = firmId;
  }

  /**
   * Takes a step: the only way to change the state.
   * @throws HutongError `ILLEGAL_TRANSITION` when the step does not lead on from the present state.
   */
  take(step: ComplaintStep, note: string | null, at: Date): void {
    if (!this.permits(step)) throw refused(this.state, step);
    const { to } = complaintSteps[step];
    // Whatever is done to the case settles a request to put it off.
    if (step !== REQUEST_SUSPENSION) this.suspensionRequestedBy = null;
    if (to === unchanged) return;
    const from = this.state;
    this.state = to === back ? (this.stateBefore ?? ComplaintState.FILED) : to;
    this.stateBefore = step === SUSPEND || step === MERGE ? from : null;
    this.stateNote = note;
    const stamp = stamps[step];
    if (stamp) this[stamp] = at;
    if (step === UNMERGE) this.mergedInto = this.mergedAt = null;
    if (step === DISPATCH || step === REOPEN)
      this.respondedAt = this.outOfScopeAt = this.outOfScopeReported = null;
    if (step === REOPEN) {
      this.resolvedAt = this.closedAt = this.calledBackAt = null;
      this.answered = this.satisfied = null;
    }
  }
}
ComplaintSchema.setClass(Complaint);

const refused = (state: ComplaintState, step: ComplaintStep): HutongError =>
  new HutongError("ILLEGAL_TRANSITION", {
    message: `A complaint in state ${state} cannot ${step}`,
    state,
  });
