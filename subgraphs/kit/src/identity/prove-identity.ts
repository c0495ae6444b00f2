import { invalidInput } from "../errors/hutong-error.js";
import { now } from "../clocks/domain-clock.js";
import { isIdNumber, normalIdNumber } from "./id-number.js";
import type { IdentityHasher } from "./identity-hasher.js";
import { aliasProblem } from "./real-name.js";

/** What somebody is registered under. */
export interface RealName {
  readonly name: string;
  readonly idNumber: string;
}

/**
 * The hash under which somebody is registered with an organisation, once name and number can be true.
 * @throws HutongError `INVALID_INPUT` for an alias or a wrong ID number, `IDENTITY_KEY_MISSING`
 */
export function proveIdentity(
  identity: IdentityHasher,
  scope: string,
  { name, idNumber }: RealName,
): string {
  const alias = aliasProblem(name);
  if (alias) throw invalidInput({ name: alias });
  const number = normalIdNumber(idNumber);
  if (!isIdNumber(number, now()))
    throw invalidInput({ idNumber: "is no valid resident identity number" });
  return identity.hash(scope, number);
}
