import { gql, type TypedDocumentNode } from "@urql/core";

/** What is public about a community. */
export interface CommunityFacts {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly households: number;
  readonly firm: { readonly id: string; readonly shortName: string } | null;
  readonly serviceContract: {
    readonly id: string;
    readonly number: string;
    readonly endsOn: string;
  } | null;
}

export const communitiesQuery: TypedDocumentNode<
  {
    readonly communities: {
      readonly edges: readonly { readonly node: CommunityFacts }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  },
  { readonly after?: string }
> = gql`
  query Communities($after: String) {
    communities(first: 20, after: $after) {
      edges {
        node {
          id
          name
          address
          households
          firm {
            id
            shortName
          }
          serviceContract {
            id
            number
            endsOn
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`;
