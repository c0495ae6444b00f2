import type { OperatorEntries } from "@hutong/hub";
import { createTown } from "@hutong/town";

import { type PartyName, partyNames } from "../parties/parties.js";

/** One server of the demo town. */
export interface TownServer {
  readonly party: PartyName;
  /** The party, or the operator that the server is alone for; also names its database. */
  readonly name: string;
  /** Whose data it holds, where the party has several operators. */
  readonly operators?: readonly string[];
}

/** Who has a server and a database of their own in the demo: the firms and the contractor of its stories. */
const apart: Partial<Record<PartyName, readonly string[]>> = {
  property: ["f01", "f02", "f07"],
  cleaning: ["c01"],
};

/** The operators of the demo town, by the party whose subgraph they serve, with their other names. */
function operatorsOfTown(): Partial<Record<PartyName, readonly { id: string; key: string }[]>> {
  const { firms, contractors } = createTown();
  const named = ({ id, operator }: { id: string; operator: string }) => ({ id: operator, key: id });
  return { property: firms.map(named), cleaning: contractors.map(named) };
}

/**
 * The servers of the demo town: one for each party, and one for each operator that is not hosted there.
 *
 * @param isWhole - parties of which all operators are hosted together, because their database was given.
 */
export function serversOfTown(isWhole: (party: PartyName) => boolean): readonly TownServer[] {
  const all = operatorsOfTown();
  return partyNames.flatMap((party): TownServer[] => {
    const operators = all[party];
    if (!operators) return [{ party, name: party }];
    const alone = isWhole(party) ? [] : (apart[party] ?? []);
    const hosted = operators.map(({ id }) => id).filter((id) => !alone.includes(id));
    return [
      { party, name: party, operators: hosted },
      ...alone.map((id) => ({ party, name: id, operators: [id] })),
    ];
  });
}

/** The hub's directory: who serves what, and where. */
export function directoryOfTown(
  servers: readonly TownServer[],
  urlOf: (server: TownServer) => string,
): OperatorEntries {
  return Object.fromEntries(
    Object.entries(operatorsOfTown()).map(([party, operators]) => [
      party,
      operators.map(({ id, key }) => {
        const server = servers.find((one) => one.party === party && one.operators?.includes(id))!;
        return { id, url: urlOf(server), keys: [key] };
      }),
    ]),
  );
}
