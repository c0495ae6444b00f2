import type { MikroORM } from "@mikro-orm/postgresql";
import {
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from "graphql";

/**
 * Compares the migrated database with what the entities say.
 * @throws Error with the SQL that is missing
 */
export async function expectNoSchemaDrift(orm: MikroORM): Promise<void> {
  // What migrations add beyond the entities, indexes and the kit's own tables, is no drift.
  const sql = await orm.schema.getUpdateSchemaSQL({ safe: true, wrap: false });
  const missing = sql
    .split("\n")
    .filter((line) => /^(create table|alter table .* (add column|alter column))/.test(line.trim()));
  if (missing.length > 0) throw new Error(`The migrations lack:\n${missing.join("\n")}`);
}

/** Every element of the schema without a description, as `Type.field(argument:)`; federation's own aside. */
export function describeUndescribed(schema: GraphQLSchema): string[] {
  const missing: string[] = [];
  const check = (
    name: string,
    { description }: { description?: string | null | undefined },
  ): void => {
    if (!description) missing.push(name);
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (/^(_|link__|federation__)/.test(type.name) || type.extensions["builtin"]) continue;
    const isRoot = ["Query", "Mutation", "Subscription"].includes(type.name);
    if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) {
      if (!isRoot) check(type.name, type);
      for (const field of Object.values(type.getFields())) {
        if (field.name.startsWith("_")) continue;
        check(`${type.name}.${field.name}`, field);
        if (!("args" in field)) continue;
        // An argument called `input` is described by its type.
        for (const argument of field.args) {
          if (argument.name !== "input")
            check(`${type.name}.${field.name}(${argument.name}:)`, argument);
        }
      }
    } else if (isEnumType(type)) {
      check(type.name, type);
      for (const value of type.getValues()) check(`${type.name}.${value.name}`, value);
    }
  }
  return missing;
}
