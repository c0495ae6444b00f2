import type { CleaningTaskState, ClockFacts } from "@hutong/client-kit";
import { gql, type TypedDocumentNode } from "@urql/core";

import type { CheckInFacts } from "../case-room/cleaning-task.graphql.js";
import { clockFragment, photoFragment } from "../parts.graphql.js";

export const checkInVerbs = ["ARRIVED", "DONE", "CANNOT"] as const;
export type CheckInVerb = (typeof checkInVerbs)[number];

/** A task as its cleaner, or the crew's leader, sees it. */
export interface TaskFacts {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly place: string;
  readonly state: CleaningTaskState;
  readonly dueAt: string;
  readonly createdAt: string;
  readonly community: { readonly id: string; readonly name: string } | null;
  readonly cleaner: { readonly id: string; readonly name: string } | null;
  readonly clocks: readonly ClockFacts[];
  readonly checkIns: readonly (CheckInFacts & { readonly canUndo: boolean })[];
  readonly canCheckIn: boolean;
  readonly canVerify: boolean;
}

export interface TasksPage {
  readonly edges: readonly { readonly node: TaskFacts }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export const tasksQuery: TypedDocumentNode<
  { readonly myCleaningTasks: TasksPage },
  { readonly first: number; readonly after?: string }
> = gql`
  query MyTasks($first: Int!, $after: String) {
    myCleaningTasks(first: $first, after: $after) {
      edges {
        node {
          id
          number
          title
          place
          state
          dueAt
          createdAt
          community {
            id
            name
          }
          cleaner {
            id
            name
          }
          clocks {
            ...ClockParts
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
            canUndo
            photos {
              ...PhotoParts
            }
          }
          canCheckIn
          canVerify
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  ${clockFragment}
  ${photoFragment}
`;

/** Tells that something changed; what, the list is asked for. */
export const tasksChanged: TypedDocumentNode<
  { readonly cleaningTaskChanged: { readonly cursor: string } | null },
  Record<string, never>
> = gql`
  subscription MyTasksChanged {
    cleaningTaskChanged {
      cursor
    }
  }
`;

/** Whom the leader may enter for; asked for only when somebody does. */
export const crewQuery: TypedDocumentNode<
  {
    readonly cleaningTask: {
      readonly crew: {
        readonly cleaners: readonly { readonly id: string; readonly name: string }[];
      };
    } | null;
  },
  { readonly task: string }
> = gql`
  query CrewOfTask($task: ID!) {
    cleaningTask(id: $task) {
      id
      crew {
        id
        cleaners {
          id
          name
        }
      }
    }
  }
`;

interface CheckInInput {
  readonly task: string;
  readonly verb: CheckInVerb;
  readonly note?: string;
  readonly photos?: readonly string[];
}

export const checkInMutation: TypedDocumentNode<
  { readonly checkIn: { readonly id: string } },
  { readonly input: CheckInInput }
> = gql`
  mutation CheckIn($input: CheckInInput!) {
    checkIn(input: $input) {
      id
    }
  }
`;

export const proxyCheckInMutation: TypedDocumentNode<
  { readonly proxyCheckIn: { readonly id: string } },
  { readonly input: CheckInInput & { readonly cleaner: string } }
> = gql`
  mutation ProxyCheckIn($input: ProxyCheckInInput!) {
    proxyCheckIn(input: $input) {
      id
    }
  }
`;

export const undoCheckInMutation: TypedDocumentNode<
  { readonly undoCheckIn: { readonly id: string } },
  { readonly input: { readonly checkIn: string } }
> = gql`
  mutation UndoCheckIn($input: UndoCheckInInput!) {
    undoCheckIn(input: $input) {
      id
    }
  }
`;

export const preparePhotoMutation: TypedDocumentNode<
  { readonly prepareCleaningPhoto: { readonly id: string; readonly uploadUrl: string } },
  {
    readonly input: {
      readonly subject: string;
      readonly contentType: string;
      readonly byteLength: number;
    };
  }
> = gql`
  mutation PrepareCheckInPhoto($input: PreparePhotoInput!) {
    prepareCleaningPhoto(input: $input) {
      id
      uploadUrl
    }
  }
`;
