import type { ComplaintCategory } from "@hutong/client-kit";
import { gql, type TypedDocumentNode } from "@urql/core";

export const rateKinds = ["RESPONSE", "COMPLETION", "SATISFACTION", "REPORTING"] as const;
export type RateKind = (typeof rateKinds)[number];
export const dimensions = ["FIRM", "COMMUNITY", "CATEGORY"] as const;
export type Dimension = (typeof dimensions)[number];
export const roundings = ["TRUNCATE", "HALF_UP"] as const;
export type Rounding = (typeof roundings)[number];

/** A rate with all that it takes to check it. */
export interface RateFacts {
  readonly numerator: number;
  readonly denominator: number;
  /** As it is published; null where nothing was due. */
  readonly text: string | null;
}

export interface RatesFacts {
  readonly received: number;
  readonly open: number;
  readonly response: RateFacts;
  readonly completion: RateFacts;
  readonly satisfaction: RateFacts;
  readonly reporting: RateFacts;
}

export interface RankFacts {
  readonly rank: number;
  readonly firm: { readonly id: string; readonly shortName: string } | null;
  readonly community: { readonly id: string; readonly name: string } | null;
  readonly category: ComplaintCategory | null;
  readonly rates: RatesFacts;
}

/** What is counted, and how it is written. */
export interface RatesVariables {
  readonly from: string;
  readonly to: string;
  readonly rounding: Rounding;
  readonly by: Dimension;
  readonly rate: RateKind;
}

export const ratesQuery: TypedDocumentNode<
  { readonly rates: RatesFacts; readonly rateRanking: readonly RankFacts[] },
  RatesVariables
> = gql`
  query Rates(
    $from: LocalDate!
    $to: LocalDate!
    $rounding: Rounding!
    $by: RateDimension!
    $rate: RateKind!
  ) {
    rates(from: $from, to: $to, rounding: $rounding) {
      ...RateParts
    }
    rateRanking(from: $from, to: $to, rounding: $rounding, by: $by, rate: $rate) {
      rank
      category
      firm {
        id
        shortName
      }
      community {
        id
        name
      }
      rates {
        ...RateParts
      }
    }
  }
  fragment RateParts on FourRates {
    received
    open
    response {
      ...RateText
    }
    completion {
      ...RateText
    }
    satisfaction {
      ...RateText
    }
    reporting {
      ...RateText
    }
  }
  fragment RateText on Rate {
    numerator
    denominator
    text
  }
`;

export const ratesChanged: TypedDocumentNode<
  { readonly ratesChanged: { readonly day: string } },
  Record<string, never>
> = gql`
  subscription RatesChanged {
    ratesChanged {
      day
    }
  }
`;
