/** A missing piece is a bug of the generator, never of its caller. */
export function must<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Error(`the town lacks ${what}`);
  return value;
}
