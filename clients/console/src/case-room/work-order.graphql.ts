import type { ClockFacts, PhotoFacts, WorkOrderState } from "@hutong/client-kit";
import { gql } from "@urql/core";

import { clockFragment, photoFragment } from "../parts.graphql.js";

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

export const workOrderFragment = gql`
  fragment WorkOrderParts on WorkOrder {
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
      ...ClockParts
    }
    photos {
      ...PhotoParts
    }
  }
  ${clockFragment}
  ${photoFragment}
`;
