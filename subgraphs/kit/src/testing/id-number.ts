/** A valid resident identity number for each count: ISO 7064 MOD 11-2 by its recursive definition. */
export function idNumber(count: number): string {
  const digits = `11010519900307${count.toString().padStart(3, "0")}`;
  let product = 0;
  for (const digit of digits) product = ((product + Number(digit)) * 2) % 11;
  const check = (12 - product) % 11;
  return digits + (check === 10 ? "X" : check);
}
