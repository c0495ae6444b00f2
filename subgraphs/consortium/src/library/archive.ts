import { newId } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import { acceptedOffer } from "../help-offer/open-offers.js";
import type { HelpRequest } from "../help-request/help-request.entity.js";
import { HelpRequestEventKind, HelpRequestRecord } from "../help-request/record.entity.js";
import { LibraryCase } from "./library-case.entity.js";
import { indexTerms } from "./terms.js";

/** Puts a confirmed consultation into the library: what was wrong, what helped, never where. */
export async function archive(em: EntityManager, request: HelpRequest, at: Date): Promise<void> {
  const offer = await acceptedOffer(em, request);
  if (!offer || !request.advice) return;
  const { shortName } = await offer.firm.loadOrFail();
  const confirmation = await em.findOne(
    HelpRequestRecord,
    { helpRequestId: request.id, kind: HelpRequestEventKind.CONFIRMED },
    { orderBy: { at: "desc" } },
  );
  const { summary, advice, category, skills } = request;
  const outcome = confirmation?.note ?? null;
  em.create(LibraryCase, {
    id: newId("lib"),
    helpRequestId: request.id,
    category,
    skills,
    summary,
    advice,
    outcome,
    helpedBy: shortName,
    archivedAt: at,
    ...termsOf({ summary, advice, outcome }),
  });
}

/** What a case of the library is found by. */
export const termsOf = ({
  summary,
  advice,
  outcome,
}: Pick<LibraryCase, "summary" | "advice" | "outcome">) => ({
  summaryTerms: indexTerms(summary),
  terms: indexTerms(summary, advice, outcome ?? ""),
});
