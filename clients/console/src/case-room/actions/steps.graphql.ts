import type { ComplaintStep } from "@hutong/client-kit";
import { gql, type TypedDocumentNode } from "@urql/core";

type Done = Readonly<Record<string, { readonly id: string; readonly state: string }>>;

/** What a dialog has gathered for a step; each step sends what it takes. */
export interface StepInput {
  readonly complaint: string;
  readonly note?: string | null;
  readonly reason?: string;
  readonly satisfied?: boolean | null;
  readonly into?: string;
}

type StepDocument = TypedDocumentNode<Done, { readonly input: StepInput }>;

/** One mutation for each step of a complaint. */
export const stepMutations: Readonly<Record<ComplaintStep, StepDocument>> = {
  FILE: gql`
    mutation FileComplaint($input: FileComplaintInput!) {
      fileComplaint(input: $input) {
        id
        state
      }
    }
  `,
  DISPATCH: gql`
    mutation DispatchComplaint($input: ComplaintStepInput!) {
      dispatchComplaint(input: $input) {
        id
        state
      }
    }
  `,
  RESPOND: gql`
    mutation RespondToComplaint($input: ComplaintStepInput!) {
      respondToComplaint(input: $input) {
        id
        state
      }
    }
  `,
  START: gql`
    mutation StartComplaint($input: ComplaintStepInput!) {
      startComplaint(input: $input) {
        id
        state
      }
    }
  `,
  RESOLVE: gql`
    mutation ResolveComplaint($input: ComplaintStepInput!) {
      resolveComplaint(input: $input) {
        id
        state
      }
    }
  `,
  VERIFY: gql`
    mutation VerifyComplaint($input: ComplaintStepInput!) {
      verifyComplaint(input: $input) {
        id
        state
      }
    }
  `,
  CALL_BACK: gql`
    mutation CallBackComplaint($input: CallBackInput!) {
      callBackComplaint(input: $input) {
        id
        state
      }
    }
  `,
  CLOSE: gql`
    mutation CloseComplaint($input: ComplaintStepInput!) {
      closeComplaint(input: $input) {
        id
        state
      }
    }
  `,
  MERGE: gql`
    mutation MergeComplaint($input: MergeComplaintInput!) {
      mergeComplaint(input: $input) {
        id
        state
      }
    }
  `,
  UNMERGE: gql`
    mutation UnmergeComplaint($input: ComplaintStepInput!) {
      unmergeComplaint(input: $input) {
        id
        state
      }
    }
  `,
  REJECT: gql`
    mutation RejectComplaint($input: ReasonedStepInput!) {
      rejectComplaint(input: $input) {
        id
        state
      }
    }
  `,
  MARK_OUT_OF_SCOPE: gql`
    mutation MarkComplaintOutOfScope($input: ReasonedStepInput!) {
      markComplaintOutOfScope(input: $input) {
        id
        state
      }
    }
  `,
  RETURN: gql`
    mutation ReturnComplaint($input: ReasonedStepInput!) {
      returnComplaint(input: $input) {
        id
        state
      }
    }
  `,
  REQUEST_SUSPENSION: gql`
    mutation RequestSuspension($input: RequestSuspensionInput!) {
      requestSuspension(input: $input) {
        id
        state
      }
    }
  `,
  REFUSE_SUSPENSION: gql`
    mutation RefuseSuspension($input: ReasonedStepInput!) {
      refuseSuspension(input: $input) {
        id
        state
      }
    }
  `,
  SUSPEND: gql`
    mutation SuspendComplaint($input: ComplaintStepInput!) {
      suspendComplaint(input: $input) {
        id
        state
      }
    }
  `,
  RESUME: gql`
    mutation ResumeComplaint($input: ComplaintStepInput!) {
      resumeComplaint(input: $input) {
        id
        state
      }
    }
  `,
  REOPEN: gql`
    mutation ReopenComplaint($input: ReasonedStepInput!) {
      reopenComplaint(input: $input) {
        id
        state
      }
    }
  `,
};

/** The id behind a case number, for merging. */
export const complaintIdQuery: TypedDocumentNode<
  { readonly complaint: { readonly id: string; readonly title: string } | null },
  { readonly number: string }
> = gql`
  query ComplaintByNumber($number: String!) {
    complaint(number: $number) {
      id
      title
    }
  }
`;

export const revealReporter: TypedDocumentNode<
  { readonly revealReporter: { readonly id: string } },
  { readonly input: { readonly complaint: string; readonly purpose: string } }
> = gql`
  mutation RevealReporter($input: RevealReporterInput!) {
    revealReporter(input: $input) {
      id
    }
  }
`;

export const verifyCleaningTask: TypedDocumentNode<
  { readonly verifyCleaningTask: { readonly id: string; readonly state: string } },
  { readonly task: string }
> = gql`
  mutation VerifyCleaningTask($task: ID!) {
    verifyCleaningTask(input: { task: $task }) {
      id
      state
    }
  }
`;
