import { gql } from "@urql/core";

/** What `ClockFacts` says of a clock. */
export const clockFragment = gql`
  fragment ClockParts on Clock {
    kind
    startedAt
    dueAt
    stoppedAt
    state
  }
`;

/** What `PhotoFacts` says of a photo. */
export const photoFragment = gql`
  fragment PhotoParts on Photo {
    id
    url
    caption
    takenAt
    width
    height
  }
`;
