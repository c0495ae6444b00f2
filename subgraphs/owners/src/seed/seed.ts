import { insertAll, now, shanghaiDate } from "@hutong/kit";
import { createTown } from "@hutong/town";
import type { EntityManager } from "@mikro-orm/postgresql";

import { SupplementaryAgreement } from "../agreement/agreement.entity.js";
import { AgreementSide } from "../agreement/agreement.state.js";
import { ServiceContract } from "../contract/contract.entity.js";
import { ContractState } from "../contract/contract.state.js";
import { armEnd } from "../contract/contract.timers.js";
import { FeeEntry } from "../fee/fee.entity.js";
import { Patrol } from "../patrol/patrol.entity.js";
import { ServiceRating } from "../rating/rating.entity.js";
import { ComplaintReview } from "../review/review.entity.js";
import { Volunteer } from "../volunteer/volunteer.entity.js";

/** The owners' part of the demo town. */
export async function seedOwners(em: EntityManager): Promise<void> {
  const { contracts, reviews, agreements, fees, volunteers, patrols, ratings } = createTown({
    now: now(),
  });
  await insertAll(
    em,
    ServiceContract,
    contracts.map(({ startsOn, endsOn, clauses, ...contract }) => ({
      ...contract,
      startsOn: shanghaiDate(startsOn),
      endsOn: shanghaiDate(endsOn),
      clauses: clauses.map(({ promise, ...clause }) => ({ ...clause, ...promise })),
    })),
  );
  for (const { id, endsOn, state } of contracts) {
    if (state === ContractState.ACTIVE) armEnd(em, { id, endsOn: shanghaiDate(endsOn) });
  }
  await insertAll(em, ComplaintReview, reviews);
  await insertAll(
    em,
    SupplementaryAgreement,
    agreements.map(({ startsOn, endsOn, ...agreement }, index) => ({
      answeredAt: null,
      answeredByName: null,
      letter: null,
      ...agreement,
      number: `BC-${shanghaiDate(agreement.proposedAt).slice(0, 4)}-${(index + 1).toString().padStart(3, "0")}`,
      proposedBy: AgreementSide.OWNERS,
      namesPlatform: true,
      startsOn: shanghaiDate(startsOn),
      endsOn: shanghaiDate(endsOn),
      expiredAt: null,
    })),
  );
  await insertAll(
    em,
    FeeEntry,
    fees.map((line) => ({
      counterparty: null,
      workerId: null,
      workerName: null,
      ...line,
      on: shanghaiDate(line.on),
      reverses: null,
    })),
  );
  await insertAll(
    em,
    Volunteer,
    volunteers.map((one) => ({ ...one, joinedOn: shanghaiDate(one.joinedOn), leftOn: null })),
  );
  await insertAll(
    em,
    Patrol,
    patrols.map((one) => ({ startedAt: null, endedAt: null, remark: null, ...one })),
  );
  await insertAll(em, ServiceRating, ratings);
  await em.flush();
}
