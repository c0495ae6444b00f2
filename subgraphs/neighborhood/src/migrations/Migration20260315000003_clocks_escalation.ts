import { Migration } from "@mikro-orm/migrations";

/** Clocks that are stored, so that they can stand still and fire; the ladder of escalation. */
export class Migration20260315000003_clocks_escalation extends Migration {
  override up(): void {
    this.addSql(`alter table complaint add column unverified_levels int not null default 0`);
    this.addSql(`create table case_clock (
      id varchar(255) not null,
      complaint_id varchar(255) not null,
      kind text not null,
      origin varchar(255) not null,
      started_at timestamptz(3) not null,
      due_at timestamptz(3) not null,
      stopped_at timestamptz(3) null,
      paused_at timestamptz(3) null,
      paused_ms int not null,
      warned_at timestamptz(3) null,
      breached_at timestamptz(3) null,
      primary key (id))`);
    this.addSql(
      `create index case_clock_complaint on case_clock (complaint_id, origin, started_at)`,
    );
    // Cases that were dispatched before clocks were stored.
    this.addSql(`insert into case_clock
      select 'clk_' || substr(c.id, 5) || suffix, c.id, kind, '', dispatched_at, due,
        case when due_of = 'respond' then coalesce(responded_at, resolved_at, closed_at)
          else coalesce(resolved_at, closed_at) end,
        null, 0, null, case when due < now() then due end
      from complaint c cross join lateral (values
        ('respond', 'R', 'PUBLIC_RESPOND', dispatched_at +
          case when extract(isodow from dispatched_at at time zone 'Asia/Shanghai') < 6
            then interval '2 hours' else interval '4 hours' end),
        ('resolve', 'S', 'PUBLIC_RESOLVE', dispatched_at + interval '48 hours'))
        as rules (due_of, suffix, kind, due)
      where dispatched_at is not null`);
    this.addSql(`insert into timer (name, subject, due_at)
      select 'clock-breach', id, due_at from case_clock where stopped_at is null and due_at > now()`);

    this.addSql(`create table escalation (
      id varchar(255) not null,
      complaint_id varchar(255) not null,
      level text not null,
      state text not null,
      reason text not null,
      firm_id varchar(255) null,
      raised_by varchar(255) not null,
      raised_at timestamptz(3) not null,
      due_at timestamptz(3) not null,
      paused_at timestamptz(3) null,
      answer text null,
      answered_by varchar(255) null,
      answered_at timestamptz(3) null,
      verified_by varchar(255) null,
      verified_at timestamptz(3) null,
      verification text null,
      version int not null default 1,
      primary key (id))`);
    this.addSql(`create index escalation_complaint on escalation (complaint_id, raised_at)`);
  }

  override down(): void {
    this.addSql(`drop table escalation, case_clock`);
    this.addSql(`alter table complaint drop column unverified_levels`);
    this.addSql(
      `delete from timer where name in ('clock-breach', 'clock-warning', 'escalation-overdue')`,
    );
  }
}
