/** Where things happen, and who answers for a place. */

import type { PersonRef } from "../people/people.types.js";

/** A neighborhood committee 居委会. */
export interface Committee {
  readonly id: string;
  readonly name: string;
}

/** A grid 网格 with its leader 网格长 and workers 微网格员. */
export interface Grid {
  readonly id: string;
  readonly name: string;
  readonly committeeId: string;
  readonly leader: PersonRef;
  readonly workers: readonly PersonRef[];
}

export interface Community {
  readonly id: string;
  /** Pinyin initials, unique in the town, as typed in a quick log line. */
  readonly code: string;
  readonly name: string;
  readonly address: string;
  readonly builtYear: number;
  readonly households: number;
  readonly gridId: string;
  readonly firmId: string | null;
  /** Centre on the town's map, 0..1000 both ways. */
  readonly x: number;
  readonly y: number;
  /** Polygon on the same map, clockwise. */
  readonly outline: readonly (readonly [number, number])[];
}

/** An owners' committee 业委会. The community without a firm has none: it resigned. */
export interface OwnersCommittee {
  readonly id: string;
  readonly communityId: string;
  readonly name: string;
  readonly director: PersonRef;
}
