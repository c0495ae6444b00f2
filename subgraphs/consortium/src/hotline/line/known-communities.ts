import type { Context } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import { KnownCommunity } from "./known-community.entity.js";

interface Page {
  readonly communities: {
    readonly edges: readonly { readonly node: { id: string; code: string; name: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const page = /* GraphQL */ `
  query CommunitiesByCode($after: String) {
    communities(first: 100, after: $after) {
      edges {
        node {
          id
          code
          name
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`;

/** The community of these initials, as far as the consortium has heard of it. */
export const knownByCode = (em: EntityManager, code: string): Promise<KnownCommunity | null> =>
  em.findOne(KnownCommunity, { code });

/**
 * The community of these initials; initials that are new here are looked for among all that the
 * neighborhood has, which are kept.
 * @param isTyped - whether more may be typed yet: the begin of known initials is not asked about
 * @throws HutongError where they are new and the neighborhood is away
 */
export async function communityByCode(
  { em, graph }: Context,
  code: string,
  isTyped: boolean,
): Promise<KnownCommunity | null> {
  const known = await knownByCode(em, code);
  if (known || (isTyped && (await isBeginOfKnown(em, code)))) return known;
  const told: { id: string; code: string; name: string }[] = [];
  for (let after: string | null = null; ;) {
    const { communities }: Page = await graph.ask<Page>(page, { after });
    told.push(...communities.edges.map(({ node }) => node));
    after = communities.pageInfo.endCursor;
    if (!communities.pageInfo.hasNextPage) break;
  }
  await keep(em, told);
  return knownByCode(em, code);
}

/** Initials may have gone from one community to another: what was known before is forgotten first. */
async function keep(em: EntityManager, told: readonly KnownCommunity[]): Promise<void> {
  if (told.length === 0) return;
  await em.fork().transactional(async (inner) => {
    await inner.execute("lock table known_community in share row exclusive mode");
    await inner.nativeDelete(KnownCommunity, {});
    await inner.insertMany(KnownCommunity, [...told]);
  });
}

const beginning = (code: string): string => `${code.replaceAll(/[%_\\]/g, "\\$&")}%`;

async function isBeginOfKnown(em: EntityManager, code: string): Promise<boolean> {
  return (await em.count(KnownCommunity, { code: { $like: beginning(code) } })) > 0;
}

/** Communities whose initials begin alike, to be offered for a slip. */
export const likelyCommunities = (em: EntityManager, code: string): Promise<KnownCommunity[]> =>
  em.find(
    KnownCommunity,
    { code: { $like: beginning(code.slice(0, 2)) } },
    { orderBy: { code: "asc" }, limit: 3 },
  );
