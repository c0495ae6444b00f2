import { act, count, type Sim, until } from "../sim.js";
import { minute } from "../time.js";
import type { Story } from "./case.js";
import { ops } from "./operations.js";

/** Some callers agree to be named: the head office gets the call beside the case, and confirms it. */
export async function tellHeadOffice(sim: Sim, story: Story): Promise<void> {
  const { agenda, world, observer } = sim;
  const { ticket, plan, random } = story;
  const { firm } = plan.community;
  if (!ticket || !firm?.isActive || !random.chance(0.15)) return;
  await until(sim, `ticket of ${story.id}`, () => observer.things.get(ticket)?.state !== "LOGGED");
  const input = { ticket, firm: firm.id, consent: "来电人电话中同意总部知道其姓名和电话" };
  const sent = { expect: [`ticket:DIRECT:${ticket}`] };
  await act(sim, random.pick(world.clerks), ops.directTicket, input, sent);
  count(sim, "calls sent to a head office");
  agenda.begin(agenda.now + random.int(5, 60) * minute, async () => {
    const confirmed = { expect: [`ticket:ACKNOWLEDGE:${ticket}`] };
    await act(sim, firm.head, ops.acknowledgeTicket, { ticket }, confirmed);
    count(sim, "calls confirmed by a head office");
  });
}
