import type { HubClient, Who } from "./client.js";

/** All items of a list, page by page. */
export async function readAll(
  hub: HubClient,
  who: Who,
  field: string,
  args: string,
  selection: string,
): Promise<any[]> {
  const found: any[] = [];
  let after: string | null = null;
  do {
    const query = `query ($after: String) { page: ${field}(first: 100, after: $after${args && `, ${args}`}) {
      edges { node { ${selection} } } pageInfo { hasNextPage endCursor } } }`;
    const { page } = await hub.ask(who, query, { after });
    found.push(...page.edges.map(({ node }: any) => node));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}
