import type {
  ClockFacts,
  ComplaintCategory,
  ComplaintGrade,
  ComplaintState,
  ComplaintStep,
  PhotoFacts,
  CleaningTaskState,
  WorkOrderState,
} from "@hutong/client-kit";
import { gql, type TypedDocumentNode } from "@urql/core";

import { type HelpRequestFacts, helpRequestFragment } from "../help/help-request.graphql.js";
import { type EscalationFacts, escalationFragment } from "./escalation.graphql.js";

export interface TimelineFacts {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly by: string;
  readonly organisation: string | null;
  readonly note: string | null;
}

export interface ClauseFacts {
  readonly number: string;
  readonly title: string;
  readonly text: string;
  readonly respondWithinMinutes: number | null;
  readonly onSiteWithinMinutes: number | null;
  readonly resolveWithinMinutes: number | null;
}

export interface WorkOrderFacts {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly state: WorkOrderState;
  readonly funding: string;
  readonly note: string | null;
  readonly createdAt: string;
  readonly project: { readonly id: string; readonly name: string };
  readonly assignee: { readonly id: string; readonly name: string; readonly phone: string } | null;
  readonly clocks: readonly ClockFacts[];
  readonly photos: readonly PhotoFacts[];
}

export interface CheckInFacts {
  readonly id: string;
  readonly method: string;
  readonly verb: string;
  readonly at: string;
  readonly by: { readonly id: string; readonly name: string };
  readonly proxyName: string | null;
  readonly note: string | null;
  readonly undoneAt: string | null;
  readonly photos: readonly PhotoFacts[];
}

export interface CleaningTaskFacts {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly place: string;
  readonly state: CleaningTaskState;
  readonly canVerify: boolean;
  readonly crew: { readonly id: string; readonly name: string };
  readonly cleaner: { readonly id: string; readonly name: string } | null;
  readonly contractor: { readonly id: string; readonly name: string };
  readonly clocks: readonly ClockFacts[];
  readonly checkIns: readonly CheckInFacts[];
}

export interface ViewerFacts {
  readonly personId: string;
  readonly name: string;
  readonly role: string;
}

/** What the fragment gives. A party's part is `null` while that party cannot be reached. */
export interface CaseRoomFacts {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly description: string;
  readonly category: ComplaintCategory;
  readonly grade: ComplaintGrade;
  readonly channel: string;
  readonly state: ComplaintState;
  readonly stateNote: string | null;
  readonly place: string;
  readonly reportedAt: string;
  readonly community: {
    readonly id: string;
    readonly name: string;
    readonly address: string;
    readonly grid: {
      readonly id: string;
      readonly name: string;
      readonly leader: { readonly name: string; readonly phone: string };
    };
  };
  readonly reporter: { readonly name: string; readonly phone: string; readonly masked: boolean };
  readonly canRevealReporter: boolean;
  readonly clocks: readonly ClockFacts[];
  readonly steps: readonly ComplaintStep[];
  readonly escalations: readonly EscalationFacts[];
  readonly canEscalate: boolean;
  readonly timeline: readonly TimelineFacts[];
  readonly photos: readonly PhotoFacts[];
  readonly viewers: readonly ViewerFacts[];
  readonly responsibleFirm: {
    readonly id: string;
    readonly name: string;
    readonly shortName: string;
    readonly hotline: string;
    readonly managerName: string;
    readonly standing: string;
  } | null;
  readonly contract: {
    readonly id: string;
    readonly number: string;
    readonly startsOn: string;
    readonly endsOn: string;
    readonly state: string;
  } | null;
  readonly contractClauses: readonly ClauseFacts[] | null;
  readonly review: {
    readonly id: string;
    readonly stars: number;
    readonly satisfied: boolean;
    readonly comment: string;
  } | null;
  readonly workOrders: readonly WorkOrderFacts[] | null;
  readonly cleaningTasks: readonly CleaningTaskFacts[] | null;
  readonly helpRequests: readonly HelpRequestFacts[] | null;
  readonly canAskAllFirms: boolean | null;
}

/** A case as all five parties know it; the query and the subscription select the very same. */
const caseRoomFragment = gql`
  fragment CaseRoom on Complaint {
    id
    number
    title
    description
    category
    grade
    channel
    state
    stateNote
    place
    reportedAt
    community {
      id
      name
      address
      grid {
        id
        name
        leader {
          name
          phone
        }
      }
    }
    reporter {
      name
      phone
      masked
    }
    canRevealReporter
    clocks {
      kind
      startedAt
      dueAt
      stoppedAt
      state
    }
    steps
    escalations {
      ...EscalationParts
    }
    canEscalate
    timeline {
      id
      at
      kind
      by
      organisation
      note
    }
    photos {
      id
      url
      caption
      takenAt
      width
      height
    }
    viewers {
      personId
      name
      role
    }
    responsibleFirm {
      id
      name
      shortName
      hotline
      managerName
      standing
    }
    contract {
      id
      number
      startsOn
      endsOn
      state
    }
    contractClauses {
      number
      title
      text
      respondWithinMinutes
      onSiteWithinMinutes
      resolveWithinMinutes
    }
    review {
      id
      stars
      satisfied
      comment
    }
    workOrders {
      id
      number
      title
      state
      funding
      note
      createdAt
      project {
        id
        name
      }
      assignee {
        id
        name
        phone
      }
      clocks {
        kind
        startedAt
        dueAt
        stoppedAt
        state
      }
      photos {
        id
        url
        caption
        takenAt
        width
        height
      }
    }
    cleaningTasks {
      id
      number
      title
      place
      state
      canVerify
      crew {
        id
        name
      }
      cleaner {
        id
        name
      }
      contractor {
        id
        name
      }
      clocks {
        kind
        startedAt
        dueAt
        stoppedAt
        state
      }
      checkIns {
        id
        method
        verb
        at
        by {
          id
          name
        }
        proxyName
        note
        undoneAt
        photos {
          id
          url
          caption
          takenAt
          width
          height
        }
      }
    }
    helpRequests {
      ...HelpRequestParts
    }
    canAskAllFirms
  }
  ${helpRequestFragment}
  ${escalationFragment}
`;

export const caseRoomQuery: TypedDocumentNode<
  { readonly complaint: CaseRoomFacts | null },
  { readonly number?: string; readonly id?: string }
> = gql`
  query CaseRoom($number: String, $id: ID) {
    complaint(number: $number, id: $id) {
      ...CaseRoom
    }
  }
  ${caseRoomFragment}
`;

export const caseRoomChanged: TypedDocumentNode<
  {
    readonly complaintChanged: {
      readonly cursor: string;
      readonly kind: string;
      readonly complaint: CaseRoomFacts | null;
    } | null;
  },
  { readonly id: string }
> = gql`
  subscription CaseRoomChanged($id: ID!) {
    complaintChanged(id: $id) {
      cursor
      kind
      complaint {
        ...CaseRoom
      }
    }
  }
  ${caseRoomFragment}
`;

export interface DisclosureFacts {
  readonly id: string;
  readonly name: string;
  readonly basis: string;
  readonly purpose: string;
  readonly at: string;
}

/** Asked for apart: for most roles the ledger is refused. */
export const ledgerQuery: TypedDocumentNode<
  {
    readonly complaint: {
      readonly id: string;
      readonly disclosures: readonly DisclosureFacts[] | null;
    } | null;
  },
  { readonly id: string }
> = gql`
  query CaseLedger($id: ID!) {
    complaint(id: $id) {
      id
      disclosures {
        id
        name
        basis
        purpose
        at
      }
    }
  }
`;
