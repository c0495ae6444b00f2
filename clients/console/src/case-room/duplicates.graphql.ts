import { gql, type TypedDocumentNode } from "@urql/core";

export interface DuplicateFacts {
  readonly percent: number;
  readonly complaint: { readonly id: string; readonly number: string; readonly title: string };
}

/** Asked for apart, while a case can still be joined: a live view would look for them at every event. */
export const duplicatesQuery: TypedDocumentNode<
  {
    readonly complaint: {
      readonly id: string;
      readonly duplicates: readonly DuplicateFacts[];
    } | null;
  },
  { readonly id: string }
> = gql`
  query CaseDuplicates($id: ID!) {
    complaint(id: $id) {
      id
      duplicates {
        percent
        complaint {
          id
          number
          title
        }
      }
    }
  }
`;
