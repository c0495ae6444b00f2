import { defineTimer } from "@hutong/kit";

import { lock } from "../changes/change.js";
import { acceptedOffer } from "../help-offer/open-offers.js";
import { archive } from "../library/archive.js";
import { HelpRequest } from "./help-request.entity.js";
import { announce } from "./help-request.events.js";
import { HelpRequestStep } from "./help-request.state.js";
import { HelpRequestEventKind } from "./record.entity.js";

/** How long a confirmed consultation stays open for a last word, in milliseconds: a week. */
const lastWordMs = 7 * 24 * 3_600_000;

/** When a confirmed consultation goes into the library by itself. */
export const archiveAt = ({ confirmedAt }: HelpRequest): Date =>
  new Date(confirmedAt!.getTime() + lastWordMs);

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
      note: "确认满七日,自动归档",
      offer: await acceptedOffer(em, request),
    });
  },
});
