import type {
  ClockFacts,
  ComplaintCategory,
  HelpOfferState,
  HelpRequestState,
  HelpRequestStep,
  Skill,
} from "@hutong/client-kit";
import { gql, type TypedDocumentNode } from "@urql/core";

import { clockFragment } from "../parts.graphql.js";

export interface ExpertFacts {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly skills: readonly Skill[];
  readonly years: number;
}

export interface HelpOfferFacts {
  readonly id: string;
  readonly state: HelpOfferState;
  readonly firm: { readonly id: string; readonly shortName: string };
  readonly expert: ExpertFacts & { readonly phone: string };
  readonly earliestArrival: string;
  readonly costFen: number;
  readonly free: boolean;
  readonly note: string | null;
  readonly offeredAt: string;
  readonly canAccept: boolean;
  readonly canWithdraw: boolean;
}

/** A request for help; it holds nothing that tells who the resident is. */
export interface HelpRequestFacts {
  readonly id: string;
  readonly number: string;
  readonly summary: string;
  readonly category: ComplaintCategory;
  readonly skills: readonly Skill[];
  readonly state: HelpRequestState;
  readonly askedByName: string;
  readonly askingFirm: {
    readonly id: string;
    readonly shortName: string;
    readonly hotline: string;
  };
  readonly createdAt: string;
  readonly offerCount: number;
  readonly advice: string | null;
  readonly clocks: readonly ClockFacts[];
  readonly offers: readonly HelpOfferFacts[];
  readonly acceptedOffer: { readonly id: string } | null;
  readonly steps: readonly HelpRequestStep[];
  readonly myExperts: readonly ExpertFacts[];
}

export const helpRequestFragment = gql`
  fragment HelpRequestParts on HelpRequest {
    id
    number
    summary
    category
    skills
    state
    askedByName
    askingFirm {
      id
      shortName
      hotline
    }
    createdAt
    offerCount
    advice
    clocks {
      ...ClockParts
    }
    offers {
      id
      state
      firm {
        id
        shortName
      }
      expert {
        id
        name
        title
        skills
        years
        phone
      }
      earliestArrival
      costFen
      free
      note
      offeredAt
      canAccept
      canWithdraw
    }
    acceptedOffer {
      id
    }
    steps
    myExperts {
      id
      name
      title
      skills
      years
    }
  }
  ${clockFragment}
`;

type Changed = { readonly id: string; readonly state: string };
type Change<Name extends string, Variables extends object> = TypedDocumentNode<
  { readonly [key in Name]: Changed },
  Variables
>;

export const askAllFirms: Change<
  "askAllFirms",
  { readonly complaint: string; readonly summary: string; readonly skills: readonly Skill[] }
> = gql`
  mutation AskAllFirms($complaint: ID!, $summary: String!, $skills: [Skill!]!) {
    askAllFirms(input: { complaint: $complaint, summary: $summary, skills: $skills }) {
      id
      state
    }
  }
`;

export interface OfferHelpVariables {
  readonly helpRequest: string;
  readonly expert: string;
  readonly earliestArrival: string;
  readonly costFen: number;
  readonly note: string | null;
}

export const offerHelp: Change<"offerHelp", OfferHelpVariables> = gql`
  mutation OfferHelp(
    $helpRequest: ID!
    $expert: ID!
    $earliestArrival: DateTime!
    $costFen: Int!
    $note: String
  ) {
    offerHelp(
      input: {
        helpRequest: $helpRequest
        expert: $expert
        earliestArrival: $earliestArrival
        costFen: $costFen
        note: $note
      }
    ) {
      id
      state
    }
  }
`;

export const acceptOffer: Change<"acceptOffer", { readonly offer: string }> = gql`
  mutation AcceptOffer($offer: ID!) {
    acceptOffer(input: { offer: $offer }) {
      id
      state
    }
  }
`;

export const withdrawOffer: Change<"withdrawOffer", { readonly offer: string }> = gql`
  mutation WithdrawOffer($offer: ID!) {
    withdrawOffer(input: { offer: $offer }) {
      id
      state
    }
  }
`;

export const directExpert: Change<
  "directExpert",
  { readonly helpRequest: string; readonly expert: string; readonly note: string | null }
> = gql`
  mutation DirectExpert($helpRequest: ID!, $expert: ID!, $note: String) {
    directExpert(input: { helpRequest: $helpRequest, expert: $expert, note: $note }) {
      id
      state
    }
  }
`;

/** Steps that take one text at most. */
export type PlainHelpStep =
  | "ARRIVE"
  | "ADVISE"
  | "CONFIRM"
  | "CLOSE"
  | "WITHDRAW"
  | "MARK_NO_OFFER";

type PlainDocument = TypedDocumentNode<
  Readonly<Record<string, Changed>>,
  { readonly helpRequest: string; readonly text?: string }
>;

export const helpStepMutations: Readonly<Record<PlainHelpStep, PlainDocument>> = {
  ARRIVE: gql`
    mutation ArriveAsExpert($helpRequest: ID!) {
      arriveAsExpert(input: { helpRequest: $helpRequest }) {
        id
        state
      }
    }
  `,
  ADVISE: gql`
    mutation AdviseOnHelpRequest($helpRequest: ID!, $text: String!) {
      adviseOnHelpRequest(input: { helpRequest: $helpRequest, advice: $text }) {
        id
        state
      }
    }
  `,
  CONFIRM: gql`
    mutation ConfirmHelp($helpRequest: ID!) {
      confirmHelp(input: { helpRequest: $helpRequest }) {
        id
        state
      }
    }
  `,
  CLOSE: gql`
    mutation CloseHelpRequest($helpRequest: ID!) {
      closeHelpRequest(input: { helpRequest: $helpRequest }) {
        id
        state
      }
    }
  `,
  WITHDRAW: gql`
    mutation WithdrawHelpRequest($helpRequest: ID!, $text: String!) {
      withdrawHelpRequest(input: { helpRequest: $helpRequest, reason: $text }) {
        id
        state
      }
    }
  `,
  MARK_NO_OFFER: gql`
    mutation MarkNoOffer($helpRequest: ID!) {
      markNoOffer(input: { helpRequest: $helpRequest }) {
        id
        state
      }
    }
  `,
};

/** Experts of all firms, for the secretariat to direct one where nobody answered. */
export const directableExpertsQuery: TypedDocumentNode<
  {
    readonly propertyFirms: {
      readonly edges: readonly {
        readonly node: {
          readonly id: string;
          readonly shortName: string;
          readonly experts: { readonly edges: readonly { readonly node: ExpertFacts }[] };
        };
      }[];
    };
  },
  Record<string, never>
> = gql`
  query DirectableExperts {
    propertyFirms(first: 50) {
      edges {
        node {
          id
          shortName
          experts(first: 20) {
            edges {
              node {
                id
                name
                title
                skills
                years
              }
            }
          }
        }
      }
    }
  }
`;
