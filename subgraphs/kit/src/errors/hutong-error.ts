import { errorTable, type ErrorCode } from "@hutong/schema";
import { GraphQLError } from "graphql";

/** What an error may tell beside its code; never anything internal. */
export interface ErrorDetails {
  /** Overrides the table's sentence when there is something more precise to say. */
  readonly message?: string;
  /** The state in which the step was tried, for `ILLEGAL_TRANSITION`. */
  readonly state?: string;
  /** Field name → the rule it breaks, for `INVALID_INPUT`. */
  readonly fields?: Readonly<Record<string, string>>;
  /** The oldest cursor after which everything is kept, for `CURSOR_EXPIRED`. */
  readonly oldest?: string;
}

/** An expected refusal: a row of the error table, meant for the reader. Anything else thrown is a defect and is masked. */
export class HutongError extends GraphQLError {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, { message, ...details }: ErrorDetails = {}) {
    super(message ?? errorTable[code].en, { extensions: { code, ...details } });
    this.name = "HutongError";
    this.code = code;
  }
}

export const forbidden = (message?: string): HutongError =>
  new HutongError("FORBIDDEN", message ? { message } : {});

/** @param what - the noun in English and its id, as in `complaint cmp_…`. */
export const notFound = (what: string): HutongError =>
  new HutongError("NOT_FOUND", { message: `No ${what}` });

export const invalidInput = (fields: Record<string, string>): HutongError =>
  new HutongError("INVALID_INPUT", {
    message: Object.entries(fields)
      .map(([name, rule]) => `${name}: ${rule}`)
      .join("; "),
    fields,
  });

export const conflict = (message: string): HutongError => new HutongError("CONFLICT", { message });
