import { clearTimer, defineTimer, newId, now, resumeDueAt, setTimer } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import { Complaint } from "../complaint/complaint.entity.js";
import { announce, ComplaintEventKind } from "../complaint/complaint.events.js";
import { ComplaintStep } from "../complaint/complaint.state.js";
import { note } from "../complaint/timeline.js";
import { TimelineKind } from "../complaint/timeline.entity.js";
import { notify } from "../notification/notification.events.js";
import { secretariat } from "../notification/notification.policy.js";
import { officersOf } from "../notification/recipients.js";
import { theRules } from "../rules.js";
import type { CaseSettings } from "../settings/settings.entity.js";
import { settingsOf } from "../settings/settings.service.js";
import {
  Escalation,
  EscalationLevel,
  EscalationState,
  EscalationStep,
  levels,
} from "./escalation.entity.js";
import { announceEscalation, EscalationEventKind } from "./escalation.events.js";

const { PROJECT, AREA, COMPANY, CONSORTIUM, AUTHORITY } = EscalationLevel;

const words: Readonly<Record<EscalationLevel, string>> = {
  PROJECT: "项目",
  AREA: "片区",
  COMPANY: "公司总部",
  CONSORTIUM: "联合体",
  AUTHORITY: "房管部门",
};

const hoursOf = (level: EscalationLevel, settings: CaseSettings): number =>
  ({
    [PROJECT]: settings.escalateProjectHours,
    [AREA]: settings.escalateAreaHours,
    [COMPANY]: settings.escalateCompanyHours,
    [CONSORTIUM]: settings.escalateConsortiumHours,
    [AUTHORITY]: settings.escalateAuthorityHours,
  })[level];

/** A level's time is over without an answer, or without the solution it promised: the next is told. */
export const levelOverdue = defineTimer({
  name: "escalation-overdue",
  fire: async ({ em }, { subject }) => {
    const escalation = await em.findOne(Escalation, subject);
    if (!escalation?.isActive() || escalation.pausedAt) return;
    const complaint = await em.findOneOrFail(Complaint, escalation.complaintId);
    const missed = escalation.state === EscalationState.OPEN ? "未按时答复" : "未按承诺时间办结";
    await climb(em, complaint, escalation, {
      by: theRules,
      reason: `${words[escalation.level]}${missed}`,
    });
  },
});

interface Raising {
  readonly by: { readonly name: string };
  readonly reason: string;
}

/** Begins the ladder of a case, unless a level already has it in hand. */
export async function raise(
  em: EntityManager,
  complaint: Complaint,
  raising: Raising,
): Promise<void> {
  const ladder = await ladderOf(em, complaint);
  if (ladder.some((escalation) => escalation.isActive())) return;
  await tellNext(em, complaint, ladder, raising);
}

/** Takes a case from the level that has it to the next one up. */
export async function climb(
  em: EntityManager,
  complaint: Complaint,
  from: Escalation,
  raising: Raising,
): Promise<void> {
  // Above the authority there is nobody: it keeps the case, late as it is.
  if (from.level === AUTHORITY) return;
  from.take(EscalationStep.PASS);
  clearTimer(em, levelOverdue, from.id);
  announceEscalation(em, complaint, from, EscalationEventKind.PASSED);
  await tellNext(em, complaint, await ladderOf(em, complaint), raising);
}

/** The next level above all that have had it; a case without a firm begins with the consortium. */
async function tellNext(
  em: EntityManager,
  complaint: Complaint,
  ladder: readonly Escalation[],
  { by, reason }: Raising,
): Promise<void> {
  const had = Math.max(-1, ...ladder.map(({ level }) => levels.indexOf(level)));
  const withFirm = complaint.responsibleFirmId != null && complaint.outOfScopeAt == null;
  const level = levels[Math.max(had + 1, withFirm ? 0 : levels.indexOf(CONSORTIUM))];
  if (!level) return;
  const at = now();
  const hours = hoursOf(level, await settingsOf(em));
  const escalation = em.create(Escalation, {
    id: newId("esc"),
    complaintId: complaint.id,
    level,
    state: EscalationState.OPEN,
    reason,
    firmId: withFirm ? complaint.responsibleFirmId : null,
    raisedBy: by.name,
    raisedAt: at,
    dueAt: new Date(at.getTime() + hours * 3_600_000),
    pausedAt: null,
    answer: null,
    answeredBy: null,
    answeredAt: null,
    verifiedBy: null,
    verifiedAt: null,
    verification: null,
  });
  // The case changes with it: of two that raise at once, one meets the other's version.
  complaint.unverifiedLevels += 1;
  setTimer(em, levelOverdue, escalation.id, escalation.dueAt);
  const text = `${words[level]}:${reason}`;
  note(em, complaint, TimelineKind.ESCALATED, { by: by.name, note: text, at });
  announce(em, complaint, ComplaintEventKind.ESCALATED);
  announceEscalation(em, complaint, escalation, EscalationEventKind.RAISED);
  const told = await addressesAt(em, complaint, level);
  notify(em, complaint, TimelineKind.ESCALATED, told, text);
}

/** Who is told at a level; what goes to the authority is the grid's to bring there. */
export async function addressesAt(
  em: EntityManager,
  complaint: Complaint,
  level: EscalationLevel,
): Promise<string[]> {
  const officers = await officersOf(em, complaint);
  if (level === AUTHORITY) return officers;
  if (level === CONSORTIUM) return [secretariat, ...officers];
  return [complaint.responsibleFirmId!, ...officers];
}

/** What a step of the case does to its ladder. */
export async function moveLadder(
  em: EntityManager,
  complaint: Complaint,
  step: ComplaintStep,
  at: Date,
): Promise<void> {
  const { RESOLVE, MARK_OUT_OF_SCOPE, SUSPEND, RESUME } = ComplaintStep;
  if (![RESOLVE, MARK_OUT_OF_SCOPE, SUSPEND, RESUME].includes(step)) return;
  for (const escalation of await ladderOf(em, complaint)) {
    if (step === MARK_OUT_OF_SCOPE) {
      // None of it was the firm's to answer for.
      escalation.take(EscalationStep.DROP);
      complaint.unverifiedLevels -= 1;
      clearTimer(em, levelOverdue, escalation.id);
      announceEscalation(em, complaint, escalation, EscalationEventKind.DROPPED);
    } else if (!escalation.isActive()) {
      continue;
    } else if (step === RESOLVE) {
      escalation.take(EscalationStep.SETTLE);
      clearTimer(em, levelOverdue, escalation.id);
      announceEscalation(em, complaint, escalation, EscalationEventKind.SETTLED);
    } else if (step === SUSPEND) {
      escalation.pausedAt = at;
      clearTimer(em, levelOverdue, escalation.id);
    } else if (escalation.pausedAt) {
      escalation.dueAt = resumeDueAt(escalation.dueAt, escalation.pausedAt, at);
      escalation.pausedAt = null;
      setTimer(em, levelOverdue, escalation.id, escalation.dueAt);
    }
  }
}

/** The levels of a case that have not confirmed its solution, from the bottom up. */
export const ladderOf = async (em: EntityManager, { id }: Complaint): Promise<Escalation[]> => {
  const found = await em.find(Escalation, {
    complaintId: id,
    state: { $nin: [EscalationState.VERIFIED, EscalationState.DROPPED] },
  });
  return found.sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
};
