import { type FieldNode, Kind } from "graphql";
import type { Gather } from "./rules.js";
import { asSent, fieldsIn, type Fragments, responseName } from "./selection.js";

/** A subscription whose events say where they stand, and which can be begun from there. */
export interface ResumableStream {
  /** The field in the schema: its cursors are good for no other. */
  readonly coordinate: string;
  readonly selection: FieldNode;
  /** The variable for an operator's own position, and its type. */
  readonly afterVariable: string;
  readonly afterType: string;
  /** Under which names the client's operation sees the cursor. */
  readonly cursors: readonly string[];
}

/** Under this the hub asks for the cursor; no client sees it. */
export const STREAM_CURSOR = "_stream_cursor";

/** @returns undefined for a stream without cursors: nobody can go on with it. */
export function readResumableStream(
  field: FieldNode,
  { afterType, hasCursor }: Gather,
  index: number,
  fragments: Fragments,
): ResumableStream | undefined {
  if (!afterType || !hasCursor || !field.selectionSet) return undefined;
  const afterVariable = `_after_${index}`;
  const cursor: FieldNode = {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: "cursor" },
    alias: { kind: Kind.NAME, value: STREAM_CURSOR },
  };
  const selection = asSent(field, responseName(field), [...field.selectionSet.selections, cursor], {
    after: afterVariable,
  });
  const cursors = fieldsIn(field.selectionSet, fragments).filter(
    (node) => node.name.value === "cursor",
  );
  return {
    coordinate: `Subscription.${field.name.value}`,
    selection,
    afterVariable,
    afterType,
    cursors: [...new Set(cursors.map(responseName))],
  };
}
