import type { Who } from "../hub/client.js";
import { levels } from "../observer/predictions.js";
import { act, attempt, count, randomOf, type Sim } from "../sim.js";
import { hour, iso, minute } from "../time.js";
import type { Story } from "./case.js";
import { ops } from "./operations.js";

/** Who speaks for a level: the consortium, the grid for the authority, and below them the firm that was told. */
function speakerOf({ world, observer }: Sim, { id, worker }: Story, level: string): Who {
  if (level === "CONSORTIUM") return world.secretary;
  if (level === "AUTHORITY") return worker;
  const told = observer.caseOf(id).ladder.findLast((one) => one.level === level);
  return world.firms.find((firm) => firm.id === told?.firmId)!.head;
}

/** A level that was told of a case answers after a while, or says nothing and the next one is told. */
export async function answerLevel(
  sim: Sim,
  story: Story,
  { id, level }: { readonly id: string; readonly level: string },
): Promise<void> {
  const { agenda, observer } = sim;
  const random = randomOf(sim, `level/${story.plan.index}/${level}`);
  const answers = levels.indexOf(level as never) >= 3 ? 0.9 : story.manner.answersLevel;
  if (!random.chance(answers)) return;
  await agenda.work(random.int(5, 100) * minute);
  const known = observer.caseOf(story.id).ladder.find((one) => one.id === id);
  if (known?.state !== "OPEN") return;
  const promisedAt = iso(agenda.now + random.int(4, 72) * hour + minute);
  const expect = [`escalation:ANSWERED:${story.id}`];
  const input = { escalation: id, answer: "已安排人员处理", promisedAt };
  const speaker = speakerOf(sim, story, level);
  // The case may have left the firm at the same moment.
  const step = (): Promise<unknown> => act(sim, speaker, ops.answerLevel, input, { expect });
  if (await attempt(step, "ILLEGAL_TRANSITION")) count(sim, "levels that answered");
}

/** Every level that had the case confirms the solution, the highest first. */
export async function confirmLadder(sim: Sim, story: Story): Promise<void> {
  const { observer, agenda } = sim;
  const open = observer
    .caseOf(story.id)
    .ladder.filter(({ state }) => state === "PASSED" || state === "SETTLED")
    .toSorted((a, b) => levels.indexOf(b.level as never) - levels.indexOf(a.level as never));
  const [top, below] = open;
  if (top && below) {
    // From the top down: a lower level that is too early is refused.
    const early = { escalation: below.id, verification: "现场已看过" };
    const speaker = speakerOf(sim, story, below.level);
    if (await attempt(() => act(sim, speaker, ops.verifyLevel, early), "ILLEGAL_TRANSITION"))
      sim.mishaps.push({ about: story.id, what: `${below.level} confirmed before ${top.level}` });
  }
  for (const { id, level } of open) {
    const expect = [`escalation:VERIFIED:${story.id}`];
    const input = { escalation: id, verification: "现场核查,已解决" };
    await act(sim, speakerOf(sim, story, level), ops.verifyLevel, input, { expect });
    await agenda.work(minute);
  }
}
