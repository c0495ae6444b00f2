import { gql, type TypedDocumentNode } from "@urql/core";

export const phoneKinds = ["SMART", "FEATURE"] as const;
export type PhoneKind = (typeof phoneKinds)[number];
export const retirementReasons = ["RESIGNED", "AGE", "CONTRACT_ENDED", "DISMISSED"] as const;
export type RetirementReason = (typeof retirementReasons)[number];

/** Somebody in the contractor's register. */
export interface CleanerFacts {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly phoneKind: PhoneKind;
  readonly trained: boolean;
  readonly identityVerified: boolean;
  readonly registeredOn: string | null;
  readonly retiredOn: string | null;
}

export interface CrewFacts {
  readonly id: string;
  readonly name: string;
  readonly canKeep: boolean;
  readonly leader: { readonly id: string } | null;
  readonly cleaners: readonly CleanerFacts[];
}

export const registerQuery: TypedDocumentNode<
  { readonly contractor: { readonly name: string; readonly crews: readonly CrewFacts[] } | null },
  { readonly contractor: string }
> = gql`
  query Register($contractor: ID!) {
    contractor(id: $contractor) {
      name
      crews {
        id
        name
        canKeep
        leader {
          id
        }
        cleaners(retired: true) {
          id
          name
          phone
          phoneKind
          trained
          identityVerified
          registeredOn
          retiredOn
        }
      }
    }
  }
`;

export const registerChanged: TypedDocumentNode<
  { readonly cleanerChanged: { readonly kind: string } },
  { readonly contractor: string }
> = gql`
  subscription RegisterChanged($contractor: ID!) {
    cleanerChanged(contractor: $contractor) {
      kind
    }
  }
`;

export const registerMutation: TypedDocumentNode<
  { readonly registerCleaner: { readonly id: string } },
  {
    readonly input: {
      readonly crew: string;
      readonly name: string;
      readonly idNumber: string;
      readonly phone: string;
      readonly phoneKind: PhoneKind;
    };
  }
> = gql`
  mutation RegisterCleaner($input: RegisterCleanerInput!) {
    registerCleaner(input: $input) {
      id
    }
  }
`;

export const moveMutation: TypedDocumentNode<
  { readonly moveCleaner: { readonly id: string } },
  { readonly input: { readonly cleaner: string; readonly crew: string } }
> = gql`
  mutation MoveCleaner($input: MoveCleanerInput!) {
    moveCleaner(input: $input) {
      id
    }
  }
`;

export const retireMutation: TypedDocumentNode<
  { readonly retireCleaner: { readonly id: string } },
  { readonly input: { readonly cleaner: string; readonly reason: RetirementReason } }
> = gql`
  mutation RetireCleaner($input: RetireCleanerInput!) {
    retireCleaner(input: $input) {
      id
    }
  }
`;
