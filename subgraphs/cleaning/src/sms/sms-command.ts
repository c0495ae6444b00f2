/**
 * What an SMS of digits says. A task has a code of two digits, so that no digit of it can be taken for
 * a verb, and the separators that a feature phone makes hard to type are not needed:
 *
 *     verb            1    12 would be two things: a code alone says nothing
 *     verb reason     21
 *     code verb       151
 *     code verb reason 1521
 */
export type SmsCommand =
  | { readonly verb: "LIST" }
  | { readonly verb: "CALL_LEADER" }
  | { readonly verb: "UNDO"; readonly code: string | null }
  | TaskCommand;

/** Something about one task: the one of the code (two digits), or without a code the only open one. */
export type TaskCommand =
  | { readonly verb: "DONE"; readonly code: string | null }
  | { readonly verb: "ARRIVED"; readonly code: string | null }
  | { readonly verb: "GRAB"; readonly code: string | null }
  | {
      readonly verb: "CANNOT";
      readonly code: string | null;
      readonly reason: CannotReason | null;
    };

/** Why a task cannot be done. */
export type CannotReason = "NO_TOOLS" | "LOCKED" | "ILL";

const verbs = {
  "0": "LIST",
  "1": "DONE",
  "2": "CANNOT",
  "3": "ARRIVED",
  "4": "GRAB",
  "5": "UNDO",
  "9": "CALL_LEADER",
} as const;

const reasons: Readonly<Record<string, CannotReason>> = {
  "1": "NO_TOOLS",
  "2": "LOCKED",
  "3": "ILL",
};

/**
 * Reads an SMS: Arabic digits, also full-width ones, with or without anything between them.
 * @returns null where it cannot be understood without guessing
 */
export function readSms(text: string): SmsCommand | null {
  const digits = text.normalize("NFKC").replaceAll(/[\s.,;:,。、;:#*+/-]/g, "");
  const [, code = null, digit, reason] = /^(?:(\d\d)(?=\d))?(\d)(\d)?$/.exec(digits) ?? [];
  const verb = verbs[digit as keyof typeof verbs];
  if (!verb) return null;
  if (verb === "CANNOT") {
    if (reason !== undefined && !reasons[reason]) return null;
    return { verb, code, reason: reason === undefined ? null : reasons[reason]! };
  }
  if (reason !== undefined) return null;
  if (verb === "LIST" || verb === "CALL_LEADER") return code === null ? { verb } : null;
  return { verb, code };
}
