import type { CleaningTaskState, ClockFacts, PhotoFacts } from "@hutong/client-kit";
import { gql } from "@urql/core";

import { clockFragment, photoFragment } from "../parts.graphql.js";

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

export const cleaningTaskFragment = gql`
  fragment CleaningTaskParts on CleaningTask {
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
      photos {
        ...PhotoParts
      }
    }
  }
  ${clockFragment}
  ${photoFragment}
`;
