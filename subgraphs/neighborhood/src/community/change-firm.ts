import { ComplaintState } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import { Complaint } from "../complaint/complaint.entity.js";
import { announce, ComplaintEventKind } from "../complaint/complaint.events.js";
import { applyStep } from "../complaint/complaint-steps.service.js";
import { atWork, ComplaintStep } from "../complaint/complaint.state.js";
import { note } from "../complaint/timeline.js";
import { TimelineKind } from "../complaint/timeline.entity.js";
import { theRules } from "../rules.js";
import { Community } from "./community.entity.js";

const handedOver = "小区已更换物业企业,转新接管企业办理";
const handedOverLater = "小区已更换物业企业,缓办期满后由新接管企业办理";

/** Which firm serves a community from a day on, `YYYY-MM-DD` in Asia/Shanghai. */
export interface FirmChange {
  readonly community: string;
  readonly firmId: string;
  readonly on: string;
}

/**
 * The day has come from which another firm is responsible. What the one before had at work is sent out
 * again, to be answered anew, while its time to be solved runs on. What was put off stays put off, as the
 * reason for it stays, and is the new firm's when it goes on. Hand-overs and contracts both tell of it,
 * perhaps late: what was before changes nothing.
 */
export async function changeFirm(
  em: EntityManager,
  { community: id, firmId, on }: FirmChange,
): Promise<void> {
  const community = await em.findOne(Community, id);
  if (!community || (community.firmSince && on < community.firmSince)) return;
  const { firmId: left } = community;
  Object.assign(community, { firmId, firmSince: on });
  if (!left || left === firmId) return;
  const cases = await em.find(
    Complaint,
    {
      community,
      responsibleFirmId: left,
      state: { $in: [...atWork, ComplaintState.SUSPENDED] },
    },
    { orderBy: { id: "asc" } },
  );
  for (const complaint of cases) {
    if (complaint.state === ComplaintState.SUSPENDED) {
      complaint.passOn(firmId);
      note(em, complaint, TimelineKind.RETURNED, { by: theRules.name, note: handedOverLater });
      announce(em, complaint, ComplaintEventKind.ADVANCED);
      continue;
    }
    complaint.giveBack(handedOver);
    note(em, complaint, TimelineKind.RETURNED, { by: theRules.name, note: handedOver });
    await applyStep(em, complaint, ComplaintStep.DISPATCH, theRules, { note: handedOver });
  }
}
