import { Migration } from "@mikro-orm/migrations";
export class Migration20260301000001_neighborhood extends Migration {
  override up(): void {}
}
