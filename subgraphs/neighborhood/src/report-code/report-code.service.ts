import { randomBytes } from "node:crypto";

import { type Context, forbidden, newId, notFound, now, requireId } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import { Community } from "../community/community.entity.js";
import type { Complaint } from "../complaint/complaint.entity.js";
import { ComplaintChannel } from "../complaint/complaint.entity.js";
import { gridsLedBy } from "../grid/grid.policy.js";
import type { ReportComplaintInput } from "../intake/intake.input.js";
import { openDesk, takeIn } from "../intake/intake.service.js";
import { settingsOf } from "../settings/settings.service.js";
import { Receipt, ReportCode } from "./report-code.entity.js";

/** Letters and digits that nobody mistakes for one another, as on a poster. */
const alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const codeLength = 12;
const hour = 3_600_000;
/** One phone does not report more often than this in an hour, whoever holds it. */
const reportsPerPhone = 5;

function randomCode(): string {
  // 240 is the largest multiple of 30 in a byte: what lies above would favour the first letters.
  let code = "";
  while (code.length < codeLength) {
    for (const byte of randomBytes(codeLength)) {
      if (byte < 240 && code.length < codeLength) code += alphabet[byte % alphabet.length];
    }
  }
  return code;
}

/** The community's code, for who looks after it; made when it is first asked for. */
export async function reportCodeOf(
  { em, actor }: Context,
  community: Community,
): Promise<string | null> {
  if (!actor.is("GRID_WORKER") || !actor.grids.has(community.grid.id)) return null;
  const fresh = randomCode();
  await em.execute(
    `insert into report_code (community_id, code, made_at) values (?, ?, ?) on conflict do nothing`,
    [community.id, fresh, now()],
  );
  const stored = await em.findOneOrFail(ReportCode, community.id);
  return stored.code;
}

/**
 * Gives a community another code; posters with the old one lead nowhere from now on.
 * @throws HutongError `NOT_FOUND`, `FORBIDDEN` for anybody but the leader of its grid
 */
export async function renewReportCode(context: Context, id: string): Promise<Community> {
  const { em } = context;
  const community = await em.findOne(Community, requireId(id, "cty"));
  if (!community) throw notFound(`community ${id}`);
  const led = await gridsLedBy(context);
  if (!led.some((grid) => grid.id === community.grid.id))
    throw forbidden("This is for the leader of its grid");
  await em.upsert(ReportCode, { communityId: id, code: randomCode(), madeAt: now() });
  return community;
}

/** The community that a code stands for. */
export async function communityOfCode(em: EntityManager, code: string): Promise<Community | null> {
  const known = await em.findOne(ReportCode, { code: code.toUpperCase() });
  return known && em.findOne(Community, known.communityId);
}

/** What comes by a code: the fields that a person fills in. */
export type CodedReport = Omit<
  ReportComplaintInput,
  "community" | "channel" | "grade" | "sourceRef" | "photos"
>;

/**
 * Takes in what somebody without an account reports, within the town's limit for a code.
 * @returns the token of the page on which they follow it; null when too much came by the code or
 *   from the phone within the hour
 */
export async function reportByCode(
  em: EntityManager,
  community: Community,
  report: CodedReport,
): Promise<string | null> {
  return em.transactional(async (inner) => {
    // One at a time for a code: two that count at once would both pass the limit.
    await inner.execute("select pg_advisory_xact_lock(hashtext(?))", [community.id]);
    const since = { $gt: new Date(now().getTime() - hour) };
    const { qrReportsPerHour } = await settingsOf(inner);
    const [byCode, byPhone] = await Promise.all([
      inner.count(Receipt, { communityId: community.id, at: since }),
      inner.count(Receipt, { phone: report.reporterPhone, at: since }),
    ]);
    if (byCode >= qrReportsPerHour || byPhone >= reportsPerPhone) return null;
    const complaint: Complaint = takeIn(inner, community, await openDesk(inner, 1), {
      ...report,
      channel: ComplaintChannel.QR_CODE,
      reporterId: newId("per"),
      takenById: null,
      by: "居民",
    });
    const token = randomBytes(18).toString("base64url");
    inner.create(Receipt, {
      token,
      complaintId: complaint.id,
      communityId: community.id,
      phone: report.reporterPhone,
      at: now(),
    });
    return token;
  });
}
