import type { Random } from "../random.js";
import type { TimelineRole } from "./complaints.types.js";
import type { StaffPost } from "../firms/firms.types.js";
import type { PersonRef } from "../people/people.types.js";
import type { Community } from "../places/places.types.js";
import type { Lookup, World } from "../world.js";

/** Somebody in a timeline. */
export interface Actor {
  readonly name: string;
  readonly role: TimelineRole;
  readonly organisation: string;
}

export interface Actors {
  readonly reporter: Actor;
  readonly system: Actor;
  readonly secretary: Actor;
  readonly gridWorker: Actor;
  readonly gridLeader: Actor;
  readonly hotline: Actor;
  /** Staff of the firm in charge; throws where there is none. */
  staff(post: StaffPost): Actor;
  readonly gridWorkerPerson: PersonRef;
}

/** Who plays which part in one complaint. A reporter never appears by name: timelines are read by many. */
export function castOf(random: Random, world: World, look: Lookup, community: Community): Actors {
  const grid = look.grid(community);
  const committee = look.committeeName(community);
  const gridWorkerPerson = random.pick(grid.workers);
  const hotline = random.pick(world.hotline);
  const seat = random.float();
  return {
    gridWorkerPerson,
    reporter: { name: "居民", role: "REPORTER", organisation: community.name },
    system: { name: "系统", role: "SYSTEM", organisation: committee },
    secretary: {
      name: world.consortium.secretary.name,
      role: "SECRETARY",
      organisation: world.consortium.name,
    },
    gridWorker: { name: gridWorkerPerson.name, role: "GRID_WORKER", organisation: committee },
    gridLeader: { name: grid.leader.name, role: "GRID_LEADER", organisation: committee },
    hotline: { name: hotline.name, role: "HOTLINE", organisation: world.consortium.name },
    staff(post) {
      const members = look.staff(community, post);
      const member =
        members[Math.floor(seat * members.length)] ?? look.staff(community, "PROJECT_MANAGER")[0]!;
      return {
        name: member.name,
        role: timelineRole(member.post),
        organisation: look.firmById(member.firmId).shortName,
      };
    },
  };
}

function timelineRole(post: StaffPost): TimelineRole {
  return post === "CLEANING_SUPERVISOR" ? "STEWARD" : post;
}
