/** The pairs of neighbouring characters of a text, letters and digits only; one character is itself. */
export function bigrams(text: string): Set<string> {
  const letters = [...text.normalize("NFKC").toLowerCase()].filter((letter) =>
    /[\p{L}\p{N}]/u.test(letter),
  );
  if (letters.length === 1) return new Set(letters);
  return new Set(letters.slice(1).map((letter, index) => letters[index]! + letter));
}

/**
 * How alike two texts are, 0 to 1, by the pairs they share (Dice's coefficient): Chinese is written
 * without spaces, so pairs of characters do what words do elsewhere.
 */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  const shared = [...a].filter((pair) => b.has(pair)).length;
  return (2 * shared) / (a.size + b.size);
}
