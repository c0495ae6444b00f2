/** A run of Chinese characters, or of letters and digits, in normalised text. */
const runs = /\p{Script=Han}+|[\p{L}\p{N}]+/gu;

/** How text is compared: full-width forms and capitals read the same to people. */
export const normalise = (text: string): string => text.normalize("NFKC").toLowerCase();

/**
 * What a text is found by. Chinese has no spaces, so every pair of neighbouring characters is a
 * term (漏水管 → 漏水, 水管), and every single one, so that a search for one character finds it too.
 */
export function indexTerms(...texts: readonly string[]): string[] {
  const terms = new Set<string>();
  for (const run of runsOf(texts)) {
    for (const term of [...pairsOf(run), ...(isHan(run) ? run : [])]) terms.add(term);
  }
  return [...terms];
}

/** What is looked for: pairs; a character that stands alone, by itself. */
export function searchTerms(text: string): string[] {
  const terms = new Set<string>();
  for (const run of runsOf([text])) for (const term of pairsOf(run)) terms.add(term);
  return [...terms];
}

const isHan = (run: string): boolean => /^\p{Script=Han}/u.test(run);

function* runsOf(texts: readonly string[]): Generator<string> {
  for (const text of texts) for (const [run] of normalise(text).matchAll(runs)) yield* split(run);
}

/** `e座3号` comes as one run of letters: Chinese and the rest are told apart again. */
const split = (run: string): string[] => run.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? [];

function pairsOf(run: string): string[] {
  const characters = [...run];
  if (!isHan(run) || characters.length === 1) return [run];
  return characters.slice(1).map((character, i) => characters[i]! + character);
}
