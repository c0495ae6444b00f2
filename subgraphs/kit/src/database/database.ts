import type { Constructor } from "@mikro-orm/core";
import { type Migration, Migrator } from "@mikro-orm/migrations";
import { type EntityClass, type EntityManager, MikroORM } from "@mikro-orm/postgresql";
import type { Logger } from "pino";

import { knownCalendar, loadCalendar, writeCalendar } from "../clocks/working-calendar.js";
import { FollowPosition } from "../follow/follow-position.entity.js";
import {
  type Hosting,
  hostingFilters,
  hostingOf,
  type OwnerColumns,
} from "../operators/hosting.js";
import { OutboxEvent } from "../outbox/outbox.entity.js";
import { PhotoTicket } from "../photos/photo-upload.entity.js";
import { StoredPhoto } from "../photos/photo.entity.js";
import { TimerOrder } from "../timers/timer-order.entity.js";
import { Migration20260322000005_kit_follow_operators } from "./follow-operators-migration.js";
import { Migration20260301000000_kit } from "./kit-migration.js";
import { Migration20260322000003_kit_outbox } from "./outbox-migration.js";
import { Migration20260322000006_kit_documents } from "./documents-migration.js";
import { Migration20260322000001_kit_photos } from "./photos-migration.js";
import { Migration20260322000000_kit_timers } from "./timers-migration.js";
import { Migration20260322000004_kit_timer_plans } from "./timer-plans-migration.js";
import { PartyDriver } from "./party-driver.js";
import { Migration20260322000002_kit_long_cursors } from "./long-cursors-migration.js";

/** What a party stores. */
export interface DatabaseParts {
  readonly entities: readonly EntityClass<object>[];
  /** In order; names sort by time, `Migration20260301000001_complaints`. */
  readonly migrations: readonly Constructor<Migration>[];
  /** By entity: what tells whose it is, where that is not the operator in its id. */
  readonly ownerColumns?: OwnerColumns;
}

/** Opens a party's database and brings it to the present schema. */
export async function openDatabase(
  url: string,
  parts: DatabaseParts,
  log: Logger,
  hosting: Hosting = hostingOf(undefined),
): Promise<MikroORM> {
  const orm = await MikroORM.init({
    driver: PartyDriver,
    clientUrl: url,
    entities: [
      ...parts.entities,
      OutboxEvent,
      FollowPosition,
      StoredPhoto,
      PhotoTicket,
      TimerOrder,
    ],
    extensions: [Migrator],
    migrations: {
      migrationsList: [
        Migration20260301000000_kit,
        Migration20260322000000_kit_timers,
        Migration20260322000001_kit_photos,
        Migration20260322000002_kit_long_cursors,
        Migration20260322000003_kit_outbox,
        Migration20260322000004_kit_timer_plans,
        Migration20260322000005_kit_follow_operators,
        Migration20260322000006_kit_documents,
        ...parts.migrations,
      ].map((migration) => ({ name: migration.name, class: migration })),
      snapshot: false,
    },
    filters: hostingFilters(hosting, parts.entities, parts.ownerColumns ?? {}),
    // A filter is for what is asked for, not for what that refers to.
    autoJoinRefsForFilters: false,
    dataloader: true,
    forceUtcTimezone: true,
    pool: { min: 0, max: 8 },
    logger: (message) => log.debug(message),
  });
  await orm.migrator.up();
  const { days, version } = knownCalendar();
  await seedOnce(orm, `calendar/${version}`, (em) => writeCalendar(em, days));
  await loadCalendar(orm.em);
  return orm;
}

/**
 * Fills a party's empty database.
 * @param hosts - whether something belongs here, by its id or its operator. Default: all does.
 */
export type Seed = (em: EntityManager, hosts?: Hosting["hosts"]) => Promise<void>;

/** Runs a seed in one transaction, once in the life of a database. */
export async function seedOnce(orm: MikroORM, name: string, seed: Seed): Promise<boolean> {
  return orm.em.fork().transactional(async (em) => {
    const rows: unknown[] = await em.execute(
      "insert into seed (name) values (?) on conflict do nothing returning name",
      [name],
    );
    if (rows.length === 0) return false;
    await seed(em);
    return true;
  });
}
