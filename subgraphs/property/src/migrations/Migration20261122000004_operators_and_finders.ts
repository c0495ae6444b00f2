import { Migration } from "@mikro-orm/migrations";

/** Who found a defect sees its order; a hand-over that waits says which operator the new firm is. */
export class Migration20261122000004_operators_and_finders extends Migration {
  override up(): void {
    this.addSql(`alter table work_order add column found_by_person_id varchar(255)`);
    this.addSql(`update work_order set found_by_person_id = firm_staff.person_id
      from inspection join firm_staff on firm_staff.id = inspection.staff_id
      where inspection.work_order_id = work_order.id`);
    const waiting = `name = 'project/hand-over' and data #> '{firm,operator}' is null`;
    // A firm's projects carry its operator.
    this
      .addSql(`update timer set data = jsonb_set(data, '{firm,operator}', to_jsonb(known.operator))
      from (select distinct on (firm_id) firm_id, split_part(id, '_', 2) as operator
        from property_project order by firm_id, id) known
      where ${waiting} and data #>> '{firm,id}' = known.firm_id`);
    // Of a firm that is new here the consortium has to be asked once more; told twice, nothing changes.
    this.addSql(`delete from follow_effect where name in (
        select name from follow_position where follow = 'property/takeovers')
      and exists (select from timer where ${waiting})`);
    this.addSql(`update follow_position set cursor = null
      where follow = 'property/takeovers' and exists (select from timer where ${waiting})`);
  }

  override down(): void {
    this.addSql(`alter table work_order drop column found_by_person_id`);
  }
}
