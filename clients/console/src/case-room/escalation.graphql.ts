import { gql, type TypedDocumentNode } from "@urql/core";

export interface EscalationFacts {
  readonly id: string;
  readonly level: string;
  readonly state: string;
  readonly reason: string;
  readonly raisedBy: string;
  readonly raisedAt: string;
  readonly dueAt: string;
  readonly answer: string | null;
  readonly answeredBy: string | null;
  readonly verification: string | null;
  readonly verifiedBy: string | null;
  readonly steps: readonly ("ANSWER" | "VERIFY")[];
}

export const escalationFragment = gql`
  fragment EscalationParts on Escalation {
    id
    level
    state
    reason
    raisedBy
    raisedAt
    dueAt
    answer
    answeredBy
    verification
    verifiedBy
    steps
  }
`;

export const escalateComplaint: TypedDocumentNode<
  { readonly escalateComplaint: { readonly id: string } },
  { readonly input: { readonly complaint: string; readonly reason: string } }
> = gql`
  mutation EscalateComplaint($input: ReasonedStepInput!) {
    escalateComplaint(input: $input) {
      id
    }
  }
`;

export const answerEscalation: TypedDocumentNode<
  { readonly answerEscalation: { readonly id: string } },
  {
    readonly input: {
      readonly escalation: string;
      readonly answer: string;
      readonly promisedAt: string;
    };
  }
> = gql`
  mutation AnswerEscalation($input: AnswerEscalationInput!) {
    answerEscalation(input: $input) {
      id
    }
  }
`;

export const verifyEscalation: TypedDocumentNode<
  { readonly verifyEscalation: { readonly id: string } },
  { readonly input: { readonly escalation: string; readonly verification: string } }
> = gql`
  mutation VerifyEscalation($input: VerifyEscalationInput!) {
    verifyEscalation(input: $input) {
      id
    }
  }
`;
