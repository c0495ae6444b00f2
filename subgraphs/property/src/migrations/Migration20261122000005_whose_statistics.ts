import { Migration } from "@mikro-orm/migrations";

/**
 * A project, a point and a person have one firm: whoever asks for both does not get fewer rows, so that
 * a page is read in the order of an index and not found by crossing two.
 */
const statistics: Readonly<Record<string, string>> = {
  attendance: "firm_id, project_id, person_id",
  daily_task: "firm_id, project_id, holder_person_id",
  home_order: "firm_id, project_id, staff_person_id",
  inspection: "firm_id, point_id",
  work_order: "firm_id, project_id, assignee_person_id",
};

export class Migration20261122000005_whose_statistics extends Migration {
  override up(): void {
    for (const [table, columns] of Object.entries(statistics))
      this.addSql(`create statistics ${table}_whose (dependencies) on ${columns} from ${table}`);
  }

  override down(): void {
    for (const table of Object.keys(statistics)) this.addSql(`drop statistics ${table}_whose`);
  }
}
