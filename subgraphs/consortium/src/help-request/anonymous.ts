import { invalidInput } from "@hutong/kit";

/** Eleven digits or more in a row, however they are set apart: `138-1234 5678`. */
const phone = /\d(?:[\s\-.·]*\d){10,}/;

/** A door: `601室`, `六零一室`, `1203号房`, `2单元601`, `3-2-601`. */
const doors: readonly RegExp[] = [
  /[\dA-Z零〇一二三四五六七八九十百]{2,}\s*(?:室|户室|号房|房间)/i,
  /单元\s*[\d零〇一二三四五六七八九十]{3,}/,
  /(?<!\d)\d{1,3}\s*[-#]\s*\d{1,2}\s*[-#]\s*\d{3,4}(?!\d)/,
];

/**
 * Insists that texts which many will read tell nobody's identity: they go to all firms, who have
 * no business to know whose home it is.
 * @param texts - field name → what was written
 * @param names - names that the writer knows and must not pass on
 * @throws HutongError `INVALID_INPUT`
 */
export function requireAnonymous(
  texts: Readonly<Record<string, string | null | undefined>>,
  names: readonly string[] = [],
): void {
  const broken: Record<string, string> = {};
  for (const [field, text] of Object.entries(texts)) {
    // Full-width digits and letters read the same to people.
    const plain = (text ?? "").normalize("NFKC");
    if (phone.test(plain)) broken[field] = "must not contain a phone number";
    else if (doors.some((door) => door.test(plain)))
      broken[field] = "must not contain a room number";
    else if (names.some((name) => plain.includes(name)))
      broken[field] = "must not contain the reporter's name";
  }
  if (Object.keys(broken).length > 0) throw invalidInput(broken);
}
