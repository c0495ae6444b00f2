import { type ConstDirectiveNode, type DocumentNode, Kind, valueFromASTUntyped } from "graphql";

/**
 * What a schema calls a directive of a specification.
 *
 * @param specification - its URL without the version.
 * @param directive - its name there, without the `@`.
 */
export type LinkedNames = (specification: string, directive: string) => string;

interface Link {
  readonly prefix: string;
  readonly imports: ReadonlyMap<string, string>;
}

/**
 * Reads what the links of a schema (`@link`, or `@core` of the first supergraphs) say of names: a party
 * may import a directive under another, or give a whole specification another prefix.
 *
 * @returns the name in this schema; that of the specification where the schema does not link to it.
 */
export function readLinkedNames(document: DocumentNode): LinkedNames {
  const links = new Map<string, Link>();
  for (const node of document.definitions) {
    if (node.kind !== Kind.SCHEMA_DEFINITION && node.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const directive of node.directives ?? []) readLink(directive, links);
  }
  return (specification, directive) => {
    const link = links.get(specification);
    if (!link) return directive;
    const isNamesake = directive === nameIn(specification);
    const unimported = isNamesake ? link.prefix : `${link.prefix}__${directive}`;
    return link.imports.get(`@${directive}`) ?? unimported;
  };
}

function readLink(directive: ConstDirectiveNode, links: Map<string, Link>): void {
  const args = Object.fromEntries(
    (directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );
  const url = args["url"] ?? args["feature"];
  if (typeof url !== "string") return;
  const specification = url.replace(/\/v\d+\.\d+\/?$/, "");
  const { as = nameIn(specification), import: listed = [] } = args;
  const imports = [listed].flat().map((one): [string, string] => {
    const { name, as: renamed = name } =
      typeof one === "string" ? { name: one } : (one as { name: string; as?: string });
    return [name, renamed.replace("@", "")];
  });
  links.set(specification, { prefix: String(as), imports: new Map(imports) });
}

function nameIn(specification: string): string {
  return specification.slice(specification.lastIndexOf("/") + 1);
}
