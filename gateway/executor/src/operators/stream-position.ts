import { valueFromASTUntyped } from "graphql";
import { isJsonObject } from "../execution/own.js";
import type { Json } from "../execution/run.js";
import type { SubgraphResponse } from "../sources/data-source.js";
import { createCursors, moved, NOWHERE, placeOf, type Position } from "./cursor.js";
import type { RootUnit } from "./prepare.js";
import { STREAM_CURSOR } from "./resumable-stream.js";
import type { Scope } from "./route.js";

/** How far a merged stream has come, at each operator. */
export interface StreamPosition {
  /** The variable that says to an operator where to begin. */
  readonly variable: string;
  /** Where operators that share a server are to begin; undefined: from now on. */
  of(operators: readonly string[]): string | undefined;
  /** The common cursor of where all are now; undefined while nobody has said where. */
  present(): string | undefined;
  /** Notes where an event stands at its operators, and puts the common cursor in that place. */
  pass(event: SubgraphResponse, operators: readonly string[]): SubgraphResponse;
}

/** The cursor before everything that is kept, for whoever follows for the first time. */
const BEGINNING = "0-0";

/** In a position: where those begin of whom nothing has been heard yet. No operator is called so. */
const OTHERS = "";

/** @returns undefined for a stream without cursors; `invalid` for a cursor that is not ours. */
export function followPosition(
  { stream, args, key }: RootUnit,
  { subgraph, variables, cursorKeys }: Pick<Scope, "subgraph" | "variables" | "cursorKeys">,
): StreamPosition | "invalid" | undefined {
  if (!stream) return undefined;
  const cursors = createCursors(cursorKeys, `${subgraph} ${stream.coordinate}`);
  const node = args.get("after");
  const after: unknown = (node && valueFromASTUntyped(node, variables)) ?? undefined;
  const begin = after === BEGINNING ? new Map([[OTHERS, BEGINNING]]) : cursors.decode(after);
  if (after !== undefined && !begin) return "invalid";
  let position: Position = begin ?? NOWHERE;

  return {
    variable: stream.afterVariable,
    present: () => (position.size > 0 ? cursors.encode(position) : undefined),
    of: (operators) => placeOf(operators, position) ?? position.get(OTHERS),
    pass(event, operators) {
      const value = event.data?.[key];
      if (isJsonObject(value)) {
        const own = value[STREAM_CURSOR];
        delete value[STREAM_CURSOR];
        if (typeof own === "string") position = moved(position, operators, own);
        const common = stream.cursors.length > 0 ? cursors.encode(position) : "";
        for (const name of stream.cursors) if (Object.hasOwn(value, name)) value[name] = common;
      }
      return { ...event, ...inExtensions(event), ...inErrors(event) };

      /** A message without data that says how far the operator has come. */
      function inExtensions({ extensions }: SubgraphResponse) {
        if (typeof extensions?.["cursor"] !== "string") return {};
        position = moved(position, operators, extensions["cursor"]);
        return { extensions: { ...extensions, cursor: cursors.encode(position) } };
      }

      /** An operator that no longer keeps what was asked for says from where on it does. */
      function inErrors({ errors }: SubgraphResponse) {
        if (!errors) return {};
        return { errors: errors.map((error) => withOldest(error)) };
      }

      function withOldest(error: unknown): unknown {
        const { extensions } = isJsonObject(error) ? error : ({} as Json);
        if (!isJsonObject(extensions) || typeof extensions["oldest"] !== "string") return error;
        const oldest = cursors.encode(moved(position, operators, extensions["oldest"]));
        return { ...(error as Json), extensions: { ...extensions, oldest } };
      }
    },
  };
}
