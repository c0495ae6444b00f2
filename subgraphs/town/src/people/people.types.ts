/** Who lives and works in the demo town. */

export interface PersonRef {
  readonly personId: string;
  readonly name: string;
  readonly phone: string;
}

/** Everybody who is mentioned anywhere, once. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
}
