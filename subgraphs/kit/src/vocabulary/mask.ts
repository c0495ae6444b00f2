/** `13812345678` → `138****5678`. */
export function maskPhone(phone: string): string {
  return phone.length >= 7 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : "****";
}

/** `欧阳修` → `欧**`: the surname's first character stays, as on a public notice. */
export function maskName(name: string): string {
  return name.slice(0, 1) + "*".repeat(Math.max(1, name.length - 1));
}
