import type { ClockFacts, ComplaintCategory } from "@hutong/client-kit";
import { gql, type TypedDocumentNode } from "@urql/core";

import { clockFragment } from "../parts.graphql.js";

export type LinePart = "COMMUNITY" | "PLACE" | "CATEGORY" | "WORDS";

/** How the consortium reads a line, as far as it was typed. */
export interface ReadLine {
  readonly place: string | null;
  readonly category: ComplaintCategory | null;
  readonly words: string | null;
  readonly problems: readonly { readonly part: LinePart; readonly message: string }[];
  readonly community: {
    readonly id: string;
    readonly name: string;
    readonly firm: { readonly id: string; readonly shortName: string } | null;
  } | null;
}

export const readLineQuery: TypedDocumentNode<
  { readonly hotlineLine: ReadLine | null },
  { readonly line: string }
> = gql`
  query ReadLine($line: String!) {
    hotlineLine(line: $line) {
      place
      category
      words
      problems {
        part
        message
      }
      community {
        id
        name
        firm {
          id
          shortName
        }
      }
    }
  }
`;

/** A ticket on the desk's board. */
export interface TicketFacts {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly category: ComplaintCategory;
  readonly publicPlace: string;
  readonly loggedAt: string;
  readonly community: { readonly id: string; readonly name: string } | null;
  readonly complaint: { readonly id: string; readonly number: string } | null;
  readonly clocks: readonly ClockFacts[];
}

const ticketParts = gql`
  fragment TicketParts on HotlineTicket {
    id
    number
    title
    category
    publicPlace
    loggedAt
    community {
      id
      name
    }
    complaint {
      id
      number
    }
    clocks {
      ...ClockParts
    }
  }
  ${clockFragment}
`;

export const boardQuery: TypedDocumentNode<
  { readonly hotlineBoard: readonly TicketFacts[] },
  Record<string, never>
> = gql`
  query DeskBoard {
    hotlineBoard(first: 50) {
      ...TicketParts
    }
  }
  ${ticketParts}
`;

export const boardChanged: TypedDocumentNode<
  { readonly hotlineTicketChanged: { readonly step: string } },
  Record<string, never>
> = gql`
  subscription DeskBoardChanged {
    hotlineTicketChanged {
      step
    }
  }
`;

export const logLineMutation: TypedDocumentNode<
  { readonly logTicketLine: TicketFacts },
  {
    readonly input: {
      readonly key: string;
      readonly line: string;
      readonly callerName: string;
      readonly callerPhone: string;
    };
  }
> = gql`
  mutation LogLine($input: LogTicketLineInput!) {
    logTicketLine(input: $input) {
      ...TicketParts
    }
  }
  ${ticketParts}
`;
