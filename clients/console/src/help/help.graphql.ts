import type {
  ClockFacts,
  ComplaintCategory,
  HelpRequestState,
  HelpRequestStep,
  Skill,
} from "@hutong/client-kit";
import { gql, type TypedDocumentNode } from "@urql/core";

import { type HelpRequestFacts, helpRequestFragment } from "./help-request.graphql.js";
import { clockFragment } from "../parts.graphql.js";

/** A request on the help wall. */
export interface HelpCardFacts {
  readonly id: string;
  readonly number: string;
  readonly summary: string;
  readonly category: ComplaintCategory;
  readonly skills: readonly Skill[];
  readonly state: HelpRequestState;
  readonly createdAt: string;
  readonly offerCount: number;
  readonly askingFirm: { readonly id: string; readonly shortName: string };
  readonly community: { readonly id: string; readonly name: string } | null;
  readonly clocks: readonly ClockFacts[];
  readonly steps: readonly HelpRequestStep[];
}

const helpCardFragment = gql`
  fragment HelpCard on HelpRequest {
    id
    number
    summary
    category
    skills
    state
    createdAt
    offerCount
    askingFirm {
      id
      shortName
    }
    community {
      id
      name
    }
    clocks {
      ...ClockParts
    }
    steps
  }
  ${clockFragment}
`;

export interface HelpWallFacts {
  readonly edges: readonly { readonly cursor: string; readonly node: HelpCardFacts }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export const helpWallQuery: TypedDocumentNode<
  { readonly helpRequests: HelpWallFacts },
  { readonly states?: readonly HelpRequestState[]; readonly after?: string }
> = gql`
  query HelpWall($states: [HelpRequestState!], $after: String) {
    helpRequests(states: $states, first: 24, after: $after) {
      edges {
        cursor
        node {
          ...HelpCard
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  ${helpCardFragment}
`;

export const helpWallChanged: TypedDocumentNode<
  {
    readonly helpRequestChanged: {
      readonly cursor: string;
      readonly kind: string;
      readonly helpRequest: HelpCardFacts | null;
    } | null;
  },
  Record<string, never>
> = gql`
  subscription HelpWallChanged {
    helpRequestChanged {
      cursor
      kind
      helpRequest {
        ...HelpCard
      }
    }
  }
  ${helpCardFragment}
`;

export interface HelpPageFacts extends HelpRequestFacts {
  readonly complaint: { readonly id: string } | null;
  readonly community: {
    readonly id: string;
    readonly name: string;
    readonly address: string;
  } | null;
}

const helpPageFragment = gql`
  fragment HelpPage on HelpRequest {
    ...HelpRequestParts
    complaint {
      id
    }
    community {
      id
      name
      address
    }
  }
  ${helpRequestFragment}
`;

export const helpPageQuery: TypedDocumentNode<
  { readonly helpRequest: HelpPageFacts | null },
  { readonly id: string }
> = gql`
  query HelpPage($id: ID!) {
    helpRequest(id: $id) {
      ...HelpPage
    }
  }
  ${helpPageFragment}
`;

export const helpPageChanged: TypedDocumentNode<
  {
    readonly helpRequestChanged: {
      readonly cursor: string;
      readonly kind: string;
      readonly helpRequest: HelpPageFacts | null;
    } | null;
  },
  { readonly id: string }
> = gql`
  subscription HelpPageChanged($id: ID!) {
    helpRequestChanged(id: $id) {
      cursor
      kind
      helpRequest {
        ...HelpPage
      }
    }
  }
  ${helpPageFragment}
`;
