import type {
  ClockFacts,
  ComplaintCategory,
  ComplaintGrade,
  ComplaintState,
} from "@hutong/client-kit";
import { gql, type TypedDocumentNode } from "@urql/core";

import { clockFragment } from "../parts.graphql.js";

/** A case as a row of the list. */
export interface CaseRowFacts {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly category: ComplaintCategory;
  readonly grade: ComplaintGrade;
  readonly state: ComplaintState;
  readonly publicPlace: string;
  readonly reportedAt: string;
  readonly community: { readonly id: string; readonly name: string };
  readonly clocks: readonly ClockFacts[];
}

/** As the graph takes it. */
export interface ComplaintFilter {
  readonly states?: readonly ComplaintState[];
  readonly categories?: readonly ComplaintCategory[];
  readonly community?: string;
  readonly open?: boolean;
  readonly search?: string;
}

export interface CasesPage {
  readonly edges: readonly { readonly cursor: string; readonly node: CaseRowFacts }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const caseRowFragment = gql`
  fragment CaseRow on Complaint {
    id
    number
    title
    category
    grade
    state
    publicPlace
    reportedAt
    community {
      id
      name
    }
    clocks {
      ...ClockParts
    }
  }
  ${clockFragment}
`;

export const casesQuery: TypedDocumentNode<
  { readonly complaints: CasesPage },
  { readonly filter: ComplaintFilter; readonly after?: string; readonly first: number }
> = gql`
  query Cases($filter: ComplaintFilterInput, $first: Int!, $after: String) {
    complaints(filter: $filter, first: $first, after: $after) {
      edges {
        cursor
        node {
          ...CaseRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  ${caseRowFragment}
`;

export const casesChanged: TypedDocumentNode<
  {
    readonly complaintChanged: {
      readonly cursor: string;
      readonly kind: string;
      readonly complaint: CaseRowFacts | null;
    } | null;
  },
  Record<string, never>
> = gql`
  subscription CasesChanged {
    complaintChanged(kinds: [REPORTED, ADVANCED, DISPATCHED]) {
      cursor
      kind
      complaint {
        ...CaseRow
      }
    }
  }
  ${caseRowFragment}
`;

export interface MapCommunity {
  readonly id: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** Where the communities lie: of my grids, or of the town for who has no grid. */
export const gridsQuery: TypedDocumentNode<
  {
    readonly myGrids: readonly {
      readonly id: string;
      readonly name: string;
      readonly communities: readonly MapCommunity[];
    }[];
    readonly communities: { readonly edges: readonly { readonly node: MapCommunity }[] };
  },
  Record<string, never>
> = gql`
  query Grids {
    myGrids {
      id
      name
      communities {
        id
        name
        x
        y
      }
    }
    communities(first: 100) {
      edges {
        node {
          id
          name
          x
          y
        }
      }
    }
  }
`;
