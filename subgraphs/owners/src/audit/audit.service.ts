import { type Context, forbidden, newId, now, requireId } from "@hutong/kit";

import { ServiceContract } from "../contract/contract.entity.js";
import { FeeEntry } from "../fee/fee.entity.js";
import { announceFees, FeeEventKind } from "../fee/fee.events.js";
import { mayReadFees } from "../fee/fee.policy.js";
import { type Days, ledgerOf, requireDays } from "../fee/fee.service.js";
import { AuditFinding, type AuditLine, CostAudit } from "./audit.entity.js";
import { mayAudit } from "./audit.policy.js";
import { auditCosts, type RegisteredWorker } from "./audit.rules.js";

interface StaffRegister {
  readonly staff: readonly {
    readonly id: string;
    readonly name: string;
    readonly registeredOn: string;
    readonly leftOn: string | null;
  }[];
}

interface RegisteredStaff {
  readonly community: {
    readonly projects: readonly StaffRegister[] | null;
    readonly formerProjects: readonly StaffRegister[] | null;
    readonly contractor: {
      readonly crews: readonly {
        readonly cleaners: readonly {
          readonly id: string;
          readonly name: string;
          readonly registeredOn: string | null;
          readonly retiredOn: string | null;
        }[];
      }[];
    } | null;
  } | null;
}

const registeredStaff = /* GraphQL */ `
  fragment Register on PropertyProject {
    staff(left: true) {
      id
      name
      registeredOn
      leftOn
    }
  }
  query RegisteredStaff($community: ID!) {
    community(id: $community) {
      projects {
        ...Register
      }
      formerProjects {
        ...Register
      }
      contractor {
        crews {
          cleaners(retired: true) {
            id
            name
            registeredOn
            retiredOn
          }
        }
      }
    }
  }
`;

/**
 * Audits the costs of a span of days against the contracts and the real-name registers of firm and
 * contractor. If either register cannot be read there is no audit: somebody must not be struck off
 * because a server was down.
 * @throws HutongError `INVALID_ID`, `FORBIDDEN`, `INVALID_INPUT`, and what the other parties answer,
 *   such as `SUBGRAPH_UNAVAILABLE`
 */
export async function auditFees(
  context: Context,
  { community, from, to }: Days & { readonly community: string },
): Promise<CostAudit> {
  const { actor, em, graph } = context;
  requireId(community, "cty");
  if (!mayAudit(actor, community)) throw forbidden("Only the owners' committee audits the costs");
  requireDays({ from, to });
  const registers = await graph.ask<RegisteredStaff>(registeredStaff, { community });
  const [entries, contracts] = await Promise.all([
    em.find(
      FeeEntry,
      { communityId: community, on: { $gte: from, $lte: to } },
      { orderBy: { on: "asc", postedAt: "asc", id: "asc" } },
    ),
    em.find(ServiceContract, { communityId: community }),
  ]);
  const lines = auditCosts(entries, {
    registered: workersOf(registers),
    underContract: (day) =>
      contracts.some(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn),
  });
  const counts = ({ finding }: AuditLine): boolean => finding === AuditFinding.COUNTED;
  const audit = em.create(CostAudit, {
    id: newId("aud"),
    communityId: community,
    from,
    to,
    countedFen: sum(lines.filter(counts)),
    excludedFen: sum(lines.filter((line) => !counts(line))),
    lines,
    auditedByName: actor.name,
    auditedAt: now(),
  });
  announceFees(em, await ledgerOf(community, context), FeeEventKind.AUDITED, {
    audit: audit.id,
    lines: lines.length,
  });
  await em.flush();
  return audit;
}

const sum = (lines: readonly AuditLine[]): number =>
  lines.reduce((fen, { amountFen }) => fen + amountFen, 0);

function workersOf({ community }: RegisteredStaff): Map<string, RegisteredWorker> {
  const projects = [...(community?.projects ?? []), ...(community?.formerProjects ?? [])];
  const staff = projects.flatMap((project) => project.staff);
  const cleaners = community?.contractor?.crews.flatMap((crew) => crew.cleaners) ?? [];
  return new Map<string, RegisteredWorker>([
    ...staff.map(
      ({ id, name, registeredOn, leftOn }) => [id, { name, registeredOn, leftOn }] as const,
    ),
    ...cleaners.map(
      ({ id, name, registeredOn, retiredOn }) =>
        [id, { name, registeredOn, leftOn: retiredOn }] as const,
    ),
  ]);
}

/** The audits of a community, newest first; none for who may not read its ledger. */
export async function auditsOf(
  communityId: string,
  context: Context,
  first: number,
): Promise<CostAudit[] | null> {
  if (!mayReadFees(context.actor, await ledgerOf(communityId, context))) return null;
  return context.em.find(
    CostAudit,
    { communityId },
    { orderBy: { auditedAt: "desc", id: "desc" }, limit: first },
  );
}
