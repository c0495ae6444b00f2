import { gql, type TypedDocumentNode } from "@urql/core";

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
