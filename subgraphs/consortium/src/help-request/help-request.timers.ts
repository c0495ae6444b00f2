import { defineTimer, setTimer } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import { lock } from "../changes/change.js";
import { acceptedOffer } from "../help-offer/open-offers.js";
import { archive } from "../library/archive.js";
import { settingsOf } from "../settings/settings.service.js";
import { HelpRequest } from "./help-request.entity.js";
import { announce } from "./help-request.events.js";
import { HelpRequestStep } from "./help-request.state.js";
import { HelpRequestEventKind } from "./record.entity.js";

/** Lets a confirmed consultation go into the library by itself when nothing more is said of it. */
export async function archiveInTime(em: EntityManager, request: HelpRequest): Promise<void> {
  const { archiveDays } = await settingsOf(em);
  const at = new Date(request.confirmedAt!.getTime() + archiveDays * 24 * 3_600_000);
  setTimer(em, archiveIsDue, request.id, at);
}

/** The deadline for offers: nobody has offered, so the secretariat is told, and sends somebody. */
export const offersAreDue = defineTimer({
  name: "help-request/offers",
  fire: async ({ em, now }, { subject }) => {
    const request = await lock(em, HelpRequest, subject);
    if (!request?.permits(HelpRequestStep.MARK_NO_OFFER, now)) return;
    request.take(HelpRequestStep.MARK_NO_OFFER, now);
    await announce(em, request, HelpRequestEventKind.NO_OFFER, {
      actor: null,
      note: "截止时间已到,无企业应援,请秘书处指派",
    });
  },
});

/** Nothing more was said of a confirmed consultation: it is closed and kept. */
export const archiveIsDue = defineTimer({
  name: "help-request/archive",
  fire: async ({ em, now }, { subject }) => {
    const request = await lock(em, HelpRequest, subject);
    if (!request?.permits(HelpRequestStep.CLOSE, now)) return;
    request.take(HelpRequestStep.CLOSE, now);
    await archive(em, request, now);
    await announce(em, request, HelpRequestEventKind.CLOSED, {
      actor: null,
      note: "确认期满,自动归档",
      offer: await acceptedOffer(em, request),
    });
  },
});
