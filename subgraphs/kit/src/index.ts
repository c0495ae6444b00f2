// Decorators read the types that the compiler leaves for them, so this comes before any of them runs.
import "reflect-metadata";

// A party's subgraph
export { defineSubgraph, startSubgraph } from "./subgraph.js";
export type { RunningSubgraph, SubgraphConfig, SubgraphDefinition } from "./subgraph.js";
export type { Context } from "./server/context.js";
export { withEm } from "./server/request-context.js";
export type { PublicPage } from "./server/public-pages.js";
export type { Routes, RouteTools } from "./server/server-options.js";

// Who asks
export { Actor } from "./actor/actor.js";
export type { TrustedIssuer } from "./actor/token-verifier.js";

// Errors
export { conflict, forbidden, HutongError, invalidInput, notFound } from "./errors/hutong-error.js";

// Real names
export { isIdNumber, normalIdNumber } from "./identity/id-number.js";
export { proveIdentity } from "./identity/prove-identity.js";
export { aliasProblem } from "./identity/real-name.js";

// Ids
export { newId, operatorOf, requireId } from "./ids/id.js";

// Database
export { openDatabase, seedOnce } from "./database/database.js";
export type { Seed } from "./database/database.js";
export { insertAll } from "./database/insert-all.js";
export { seedPhotos } from "./database/seed-photos.js";

// Federation
export { buildFederatedSchema } from "./federation/build-schema.js";
export { defineBatch } from "./federation/batch.js";
export { defineExtension, defineReference } from "./federation/reference.js";
export type { EntityReference, Reference } from "./federation/reference.js";

// Lists
export { connectionOf, PageArgs, PageInfo } from "./connection/connection.js";
export type { Connection, Edge } from "./connection/connection.js";
export { findMergedPage, findPage } from "./connection/keyset.js";
export type { KeysetOrder } from "./connection/keyset.js";

// Events
export { After, Live, LiveEvent } from "./outbox/live.js";
export type { LiveOptions, TopicEvent } from "./outbox/live.js";
export { defineTopic, emit } from "./outbox/outbox.js";
export type { Topic } from "./outbox/outbox.js";
export type { StoredEvent } from "./outbox/outbox-reader.js";
export type { Follow } from "./follow/follow.js";

// Time
export { now, setDomainClock } from "./clocks/domain-clock.js";
export type { DomainClock } from "./clocks/domain-clock.js";
export { clearTimer, defineTimer, setTimer } from "./timers/timer.js";
export type { DueTimer, Timer, TimerTools } from "./timers/timer.js";
export { defineJob } from "./timers/job.js";
export type { Job } from "./timers/job.js";

// Clocks
export { Clock, ClockKind, ClockState, readClock, resumeDueAt, warningAt } from "./clocks/clock.js";
export {
  calendarDay,
  isShanghaiWorkday,
  overrideCalendarDay,
  shanghaiDate,
} from "./clocks/working-calendar.js";
export type { CalendarDay } from "./clocks/working-calendar.js";

// Words all parties use
export { ComplaintCategory, Skill } from "./vocabulary/category.js";
export { categoryWords } from "./vocabulary/category-words.js";
export { ComplaintState } from "./vocabulary/complaint-state.js";
export { maskName, maskPhone } from "./vocabulary/mask.js";

// Files that people fill in
export {
  csvDate,
  CsvCellProblem,
  csvOptional,
  csvText,
  csvWord,
  csvYuan,
  type CsvColumn,
} from "./csv/csv-column.js";
export { CsvProblemCode, ImportProblem, ImportReport } from "./csv/import-report.js";
export { exportPage } from "./csv/export-page.js";
export type { ExportedPage, ExportSpan } from "./csv/export-page.js";
export { importRows } from "./csv/import-rows.js";
export { type CsvReading, type CsvRow, readCsv } from "./csv/read-csv.js";
export { toCsv } from "./csv/to-csv.js";

// Photos
export { Document, Photo, StoredPhoto } from "./photos/photo.entity.js";
export { documentsOf, photosOf } from "./photos/photos.js";
export { attachPhotos, photoUploads } from "./photos/photo-uploads.js";
export type { PhotoStoreSettings } from "./photos/store/photo-store.js";
