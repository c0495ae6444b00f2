/** Whether two values of subgraphs' answers are the same JSON, but for the order of keys. */
export function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return false;
  if (Array.isArray(one)) return Array.isArray(other) && areListsEqual(one, other);
  return !Array.isArray(other) && areObjectsEqual(one, other);
}

function areListsEqual(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index++) {
    if (!isEqual(one[index], other[index])) return false;
  }
  return true;
}

function areObjectsEqual(one: object, other: object): boolean {
  let missing = 0;
  for (const key in one) {
    if (!Object.hasOwn(other, key)) return false;
    if (!isEqual(one[key as keyof object], other[key as keyof object])) return false;
    missing++;
  }
  for (const _ in other) missing--;
  return missing === 0;
}
