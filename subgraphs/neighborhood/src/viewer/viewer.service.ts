import { type Context, defineBatch, newId, withEm } from "@hutong/kit";

import { announce, ComplaintEventKind } from "../complaint/complaint.events.js";
import { readComplaint } from "../complaint/complaint.service.js";
import { Viewer } from "./viewer.entity.js";

const refreshMs = 15_000;
/** A viewer whose server died without a word is gone after three missed refreshes. */
const lostMs = 3 * refreshMs;

/** Who else has a case open. */
export const viewersOf = defineBatch<Viewer[]>(async (ids, { em, actor }) => {
  const viewers = await em.find(
    Viewer,
    {
      complaintId: { $in: [...ids] },
      personId: { $ne: actor.id },
      seenAt: { $gt: new Date(Date.now() - lostMs) },
    },
    { orderBy: { since: "asc" } },
  );
  const byCase = Map.groupBy(viewers, (viewer) => viewer.complaintId);
  return (id) => {
    // Two windows of one person are one viewer.
    const people = new Map((byCase.get(id) ?? []).map((viewer) => [viewer.personId, viewer]));
    return [...people.values()];
  };
});

/** Marks the actor as a viewer of the case for as long as the stream is read; another party's server is none. */
export async function* watched<Event>(
  context: Context,
  complaintId: string,
  events: AsyncGenerator<Event>,
): AsyncGenerator<Event> {
  if (context.actor.is("SERVICE")) return yield* events;
  const id = newId("vwr");
  const refresh = setInterval(() => {
    context.em
      .fork()
      .nativeUpdate(Viewer, { id }, { seenAt: new Date() })
      .catch((error: unknown) =>
        context.log.warn({ err: error }, "a viewer could not be refreshed"),
      );
  }, refreshMs);
  try {
    await arrive(context, complaintId, id);
    yield* events;
  } finally {
    clearInterval(refresh);
    await leave(context, complaintId, id);
  }
}

async function arrive(context: Context, complaintId: string, id: string): Promise<void> {
  const { actor } = context;
  const em = context.em.fork();
  const now = new Date();
  em.persist(
    em.create(Viewer, {
      id,
      complaintId,
      personId: actor.id,
      name: actor.name,
      role: actor.role,
      since: now,
      seenAt: now,
    }),
  );
  await tell(withEm(context, em), complaintId);
}

async function leave(context: Context, complaintId: string, id: string): Promise<void> {
  const em = context.em.fork();
  const viewer = await em.findOne(Viewer, id);
  if (!viewer) return;
  em.remove(viewer);
  await tell(withEm(context, em), complaintId);
}

async function tell(context: Context, complaintId: string): Promise<void> {
  const { em } = context;
  const complaint = await readComplaint(context, complaintId);
  announce(em, complaint, ComplaintEventKind.VIEWERS_CHANGED);
  await em.flush();
}
