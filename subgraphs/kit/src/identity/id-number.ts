/** The weights of the seventeen digits before the check character, GB 11643-1999. */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checkCharacters = "10X98765432";

/** A resident identity number as it is compared: without spaces, a final x in capitals. */
export const normalIdNumber = (number: string): string =>
  number.replaceAll(/\s/g, "").toUpperCase();

/**
 * Whether a normalised number can be a resident identity number by GB 11643: eighteen characters, a
 * day of birth that has been, and the check character of ISO 7064 MOD 11-2.
 */
export function isIdNumber(number: string, today: Date): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return false;
  const birth = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const born = new Date(`${birth}T00:00:00Z`);
  if (Number.isNaN(born.getTime()) || !born.toISOString().startsWith(birth)) return false;
  if (born > today || born.getUTCFullYear() < 1900) return false;
  const sum = weights.reduce((total, weight, place) => total + weight * Number(number[place]), 0);
  return checkCharacters[sum % 11] === number[17];
}
