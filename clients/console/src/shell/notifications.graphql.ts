import { gql, type TypedDocumentNode } from "@urql/core";

export interface NotificationFacts {
  readonly id: string;
  readonly kind: string;
  readonly note: string | null;
  readonly at: string;
  readonly readAt: string | null;
  /** Null when the reader may not see the case any more. */
  readonly complaint: {
    readonly id: string;
    readonly number: string;
    readonly title: string;
  } | null;
}

export const notificationsQuery: TypedDocumentNode<
  {
    readonly unreadNotifications: number;
    readonly notifications: { readonly edges: readonly { readonly node: NotificationFacts }[] };
  },
  Record<string, never>
> = gql`
  query Notifications {
    unreadNotifications
    notifications(first: 20) {
      edges {
        node {
          id
          kind
          note
          at
          readAt
          complaint {
            id
            number
            title
          }
        }
      }
    }
  }
`;

export const notificationReceived: TypedDocumentNode<
  { readonly notificationReceived: { readonly cursor: string } },
  Record<string, never>
> = gql`
  subscription NotificationReceived {
    notificationReceived {
      cursor
    }
  }
`;

export const markNotificationsRead: TypedDocumentNode<
  { readonly markNotificationsRead: number },
  { readonly ids: readonly string[] }
> = gql`
  mutation MarkNotificationsRead($ids: [ID!]) {
    markNotificationsRead(ids: $ids)
  }
`;
