import { castOf } from "../complaints/actors.js";
import type { Actor, Actors } from "../complaints/actors.js";
import type { Draft, Scribe } from "../complaints/draft.js";
import { must } from "../must.js";
import { makeRandom } from "../random.js";
import type { Random } from "../random.js";
import type { TaskNumbers } from "../cleaning/tasks.js";
import type { HelpNumbers } from "../help/requests.js";
import { dayBefore } from "../time.js";
import type { CheckIn, Cleaner, CleaningTask } from "../cleaning/cleaning.types.js";
import type { ComplaintState, Review, TimelineKind } from "../complaints/complaints.types.js";
import type { Staff } from "../firms/firms.types.js";
import type { HelpRequest } from "../help/help.types.js";
import type { Community } from "../places/places.types.js";
import type { Bilingual } from "../types.js";
import type { WorkOrder } from "../work/work.types.js";
import type { Lookup, World } from "../world.js";

/** What a handwritten case adds to the town. */
export interface Story {
  readonly draft: Draft;
  readonly text: Bilingual;
  readonly workOrders?: readonly WorkOrder[];
  readonly tasks?: readonly CleaningTask[];
  readonly helpRequests?: readonly HelpRequest[];
  readonly reviews?: readonly Review[];
}

/** One thing that happened: when, what, by whom, in whose words. */
export type Step = readonly [Date, TimelineKind, Actor, string?];

export interface Shared {
  readonly world: World;
  readonly look: Lookup;
  readonly scribe: Scribe;
  readonly orderNumber: (operator: string) => string;
  readonly taskNumber: TaskNumbers;
  readonly helpNumber: HelpNumbers;
}

const stateAfter: Partial<Record<TimelineKind, ComplaintState>> = {
  REPORTED: "RECEIVED",
  FILED: "FILED",
  DISPATCHED: "DISPATCHED",
  RESPONDED: "RESPONDED",
  STARTED: "IN_PROGRESS",
  RESUMED: "IN_PROGRESS",
  RESOLVED: "RESOLVED",
  VERIFIED: "VERIFIED",
  CALLED_BACK: "CALLED_BACK",
  CLOSED: "CLOSED",
  OUT_OF_SCOPE: "OUT_OF_SCOPE",
  SUSPENDED: "SUSPENDED",
  REOPENED: "REOPENED",
};

type Facts = Pick<
  Draft,
  "number" | "title" | "description" | "category" | "grade" | "channel" | "place" | "publicPlace"
> &
  Partial<Pick<Draft, "stateNote" | "callback">> & { readonly reporter?: string };

/** The pieces a case is told with; all it needs from chance is ids. */
export function makeStoryteller(shared: Shared, code: string, label: string) {
  const { world, look, scribe } = shared;
  const random: Random = makeRandom(world.seed, `cases/${label}`);
  const community: Community = look.community(code);
  const cast: Actors = castOf(random, world, look, community);
  const firm = community.firmId === null ? undefined : look.firmById(community.firmId);
  const crew = firm && look.crew(community);
  const contractor =
    crew &&
    must(
      world.contractors.find((one) => one.id === crew.contractorId),
      "contractor",
    );

  return {
    ...shared,
    random,
    community,
    cast,
    firm: () => must(firm, "firm"),
    /** `at(2, "09:40")`: two days before the day of `now`. */
    at: (daysAgo: number, clock: string): Date => dayBefore(world.now, daysAgo, clock),
    staff: (post: Staff["post"]) => must(look.staff(community, post)[0], post),
    staffActor(member: Staff): Actor {
      return {
        name: member.name,
        role: member.post === "CLEANING_SUPERVISOR" ? "STEWARD" : member.post,
        organisation: look.firmById(member.firmId).shortName,
      };
    },
    cleaners: () => look.cleaners(must(crew, "crew")),
    cleanerActor(cleaner: Cleaner): Actor {
      const leads = look.leaderOf(cleaner) === cleaner;
      return {
        name: cleaner.name,
        role: leads ? "CREW_LEADER" : "CLEANER",
        organisation: must(contractor, "contractor").name,
      };
    },

    /** State and times follow from the steps, so that they cannot contradict them. */
    complaint(facts: Facts, steps: readonly Step[]): Draft {
      const person = must(
        world.residents.get(community.id)?.find((one) => one.name === facts.reporter) ??
          world.residents.get(community.id)?.[4],
        "reporter",
      );
      const when = (kind: TimelineKind) => steps.findLast(([, one]) => one === kind)?.[0];
      const last = steps.findLast(([, kind]) => stateAfter[kind] !== undefined);
      const times = {
        filedAt: when("FILED"),
        dispatchedAt: when("DISPATCHED"),
        respondedAt: when("RESPONDED"),
        resolvedAt: when("RESOLVED"),
        closedAt: when("CLOSED"),
      };
      const { reporter: _, ...rest } = facts;
      const draft: Draft = {
        id: random.id("cmp"),
        ...rest,
        state: must(last && stateAfter[last[1]], "state"),
        communityId: community.id,
        reporter: { personId: person.id, name: person.name, phone: person.phone },
        responsibleFirmId: community.firmId,
        reportedAt: must(when("REPORTED"), "report"),
        ...Object.fromEntries(Object.entries(times).filter(([, time]) => time !== undefined)),
        photos: [],
        timeline: [],
      };
      for (const [at, kind, by, note] of steps) scribe.note(draft, at, kind, by, note);
      return draft;
    },

    workOrder(
      draft: Draft,
      worker: Staff,
      facts: Pick<WorkOrder, "title" | "state" | "createdAt"> & Partial<WorkOrder>,
    ): WorkOrder {
      const operator = must(firm, "firm").operator;
      return {
        id: random.id("wo", operator),
        number: shared.orderNumber(operator),
        firmId: must(firm, "firm").id,
        projectId: worker.projectId,
        complaintId: draft.id,
        assigneeStaffId: worker.id,
        funding: "SERVICE_FEE",
        photos: [],
        ...facts,
      };
    },

    task(
      cleaner: Cleaner,
      facts: Pick<CleaningTask, "title" | "place" | "state" | "createdAt" | "dueAt" | "checkIns"> &
        Partial<CleaningTask>,
    ): CleaningTask {
      const operator = must(contractor, "contractor").operator;
      return {
        id: random.id("tsk", operator),
        number: shared.taskNumber(operator),
        contractorId: cleaner.contractorId,
        crewId: cleaner.crewId,
        cleanerId: cleaner.id,
        communityId: community.id,
        ...facts,
      };
    },

    checkIn(
      cleaner: Cleaner,
      facts: Omit<CheckIn, "id" | "cleanerId" | "photos"> & Partial<CheckIn>,
    ): CheckIn {
      return {
        id: random.id("chk", must(contractor, "contractor").operator),
        cleanerId: cleaner.id,
        photos: [],
        ...facts,
      };
    },

    review(draft: Draft, stars: Review["stars"], comment: string, at: Date): Review {
      return {
        id: random.id("rev"),
        complaintId: draft.id,
        communityId: community.id,
        personId: draft.reporter.personId,
        stars,
        satisfied: stars > 3,
        comment,
        at,
      };
    },
  };
}
