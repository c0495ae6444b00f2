import { newId, setDomainClock, Skill } from "@hutong/kit";

import { followAgreements } from "../src/agreement/agreements.follow.js";
import { FirmStaff, StaffPost } from "../src/staff/staff.entity.js";
import { type Fixture, ids, people, photoOf, startProperty, watchField } from "./fixture.js";

/** A Monday morning in Shanghai, before anything is due. */
export const monday = new Date("2026-05-11T07:00:00+08:00");

/** Sets the domain's time; what is due by then happens. */
export const setTime = (at: string | Date): void =>
  setDomainClock({ start: new Date(at), speed: 1, since: new Date() });

/** Somebody on the first firm's staff, with the claims of their token. */
export interface Worker {
  readonly staff: string;
  readonly claims: { sub: string; role: "EXPERT"; org: string; name: string };
}

/** The property subgraph on a Monday morning. */
export async function startMonday(): Promise<Fixture> {
  setTime(monday);
  return startProperty();
}

/** Registers somebody with the first firm who is on duty and can work on pipes. */
export async function hire(
  { subgraph }: Fixture,
  overrides: Record<string, unknown> = {},
): Promise<Worker> {
  const sub = newId("per");
  const em = subgraph.orm.em.fork();
  const staff = em.create(FirmStaff, {
    id: newId("stf", "f07"),
    firmId: ids.firm,
    project: ids.project,
    personId: sub,
    name: "童继业",
    post: StaffPost.REPAIRER,
    phone: "13600033333",
    skills: [Skill.PIPES],
    onDuty: true,
    registeredOn: "2026-01-01",
    ...overrides,
  });
  await em.persist(staff).flush();
  return { staff: staff.id, claims: { sub, role: "EXPERT", org: ids.firm, name: "童继业" } };
}

export const taskFields = `id date state note dueAt doneAt skill responsible { id } holder { id }
  photos { caption } grabs { id state rewardFen penaltyFen grabber { id } agreement { id } }`;

/** A plan for every day, and the task it brought today. */
export async function sendTask(
  { subgraph }: Fixture,
  input: Record<string, unknown> = {},
): Promise<string> {
  const { data, errors } = await subgraph.ask(
    people.manager,
    "mutation ($input: PlanDutyInput!) { planDuty(input: $input) { id } }",
    {
      input: {
        project: ids.project,
        staff: ids.repairer,
        title: "巡查水泵房",
        skill: "PIPES",
        weekdays: [1, 2, 3, 4, 5, 6, 7],
        ...input,
      },
    },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  const list = await subgraph.ask(
    people.manager,
    "{ dailyTasks(first: 100) { edges { node { id plan { id } } } } }",
  );
  return list.data!["dailyTasks"].edges.find(
    ({ node }: { node: { plan: { id: string } } }) => node.plan.id === data!["planDuty"].id,
  ).node.id;
}

export const grab = ({ subgraph }: Fixture, { claims }: Worker, task: string) =>
  subgraph.ask(
    claims,
    `mutation ($input: GrabTaskInput!) { grabTask(input: $input) {
      id state rewardFen penaltyFen task { state holder { id } } agreement { id } } }`,
    { input: { task } },
  );

export const answer = async (
  { subgraph }: Fixture,
  claims: Worker["claims"] | (typeof people)["assignee"],
  task: string,
) =>
  subgraph.ask(
    claims,
    `mutation ($input: AnswerTaskInput!) { answerTask(input: $input) { ${taskFields} } }`,
    {
      input: {
        task,
        note: "一切正常",
        photos: [await photoOf(subgraph, claims.sub, task)],
      },
    },
  );

/** Lets the time come and waits until each of the tasks was told of by an event of this kind. */
export async function until(
  { subgraph }: Fixture,
  at: string | Date,
  kind: string,
  tasks: readonly string[],
): Promise<void> {
  const stream = await watchField(
    subgraph,
    "manager",
    `subscription ($firm: ID!, $after: String) { dailyTaskChanged(firm: $firm, after: $after) {
      kind task { id } } }`,
    { firm: ids.firm },
  );
  const waiting = new Set(tasks);
  let next = stream.next();
  setTime(at);
  while (waiting.size > 0) {
    const { kind: told, task } = await next;
    if (told === kind) waiting.delete(task.id);
    if (waiting.size > 0) next = stream.next();
  }
  await stream.close();
}

let changes = 0;

/** The owners of the first community tell of an agreement with the first firm; gives its id. */
export async function agree(
  { subgraph }: Pick<Fixture, "subgraph">,
  told: Record<string, unknown> = {},
): Promise<string> {
  const agreement = {
    id: newId("agr"),
    state: "ACCEPTED",
    namesPlatform: true,
    penaltyFen: 2000,
    rewardFen: 1500,
    startsOn: "2026-05-01",
    endsOn: "2026-12-31",
    answeredAt: "2026-04-30T10:00:00+08:00",
    community: { id: ids.community },
    firm: { id: ids.firm, operator: "f07" },
    ...told,
  };
  changes += 1;
  await subgraph.orm.em
    .fork()
    .transactional((em) =>
      followAgreements.handle({ cursor: `${changes}`, agreement }, em, subgraph.hosting),
    );
  return agreement.id;
}
