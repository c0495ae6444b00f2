import type {
  ClockFacts,
  ComplaintCategory,
  ComplaintGrade,
  ComplaintState,
  ComplaintStep,
  PhotoFacts,
} from "@hutong/client-kit";
import { gql, type TypedDocumentNode } from "@urql/core";

import { type HelpRequestFacts, helpRequestFragment } from "../help/help-request.graphql.js";
import { type CleaningTaskFacts, cleaningTaskFragment } from "./cleaning-task.graphql.js";
import { type EscalationFacts, escalationFragment } from "./escalation.graphql.js";
import { clockFragment, photoFragment } from "../parts.graphql.js";
import { type WorkOrderFacts, workOrderFragment } from "./work-order.graphql.js";

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
      ...ClockParts
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
      ...PhotoParts
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
      ...WorkOrderParts
    }
    cleaningTasks {
      ...CleaningTaskParts
    }
    helpRequests {
      ...HelpRequestParts
    }
    canAskAllFirms
  }
  ${clockFragment}
  ${photoFragment}
  ${escalationFragment}
  ${workOrderFragment}
  ${cleaningTaskFragment}
  ${helpRequestFragment}
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
