import {
  GraphQLError,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from "graphql";

/** How large an operation may be. */
export interface LimitOptions {
  /** Bytes of a request body or WebSocket message. Default 1 MiB. Error code: `PAYLOAD_TOO_LARGE` (413), close code 1009. */
  readonly maxBodyBytes?: number;
  /** Lexical tokens of a document. Default 15,000. Error code: `GRAPHQL_PARSE_FAILED` (400). */
  readonly maxTokens?: number;
  /** Nesting of fields, fragments followed. Default 30. Error code: `GRAPHQL_VALIDATION_FAILED` (400). */
  readonly maxDepth?: number;
  /** Aliased fields, fragments counted at each use. Default 200. Error code: `GRAPHQL_VALIDATION_FAILED` (400). */
  readonly maxAliases?: number;
  /** Bytes that may wait for a slow reader of a live stream. Default 1 MiB. Error code: `SLOW_CONSUMER`, close code 4410. */
  readonly maxBufferedBytes?: number;
  /** Live streams on one WebSocket. Default 500. Error code: `TOO_MANY_STREAMS` (429). */
  readonly maxStreamsPerConnection?: number;
  /** Live streams of one person or service acting for one organisation. Default 1,000. Error code: `TOO_MANY_STREAMS` (429). */
  readonly maxStreamsPerActor?: number;
  /** Live streams of the hub. Default 50,000. Error code: `TOO_MANY_STREAMS` (429). */
  readonly maxStreams?: number;
}

/** Every limit with its value. */
export type Limits = Required<LimitOptions>;

interface Size {
  readonly depth: number;
  readonly aliases: number;
}

const nothing: Size = { depth: 0, aliases: 0 };

/**
 * The limits stage: what of a document is larger than allowed.
 * Runs before validation, whose own cost grows faster than the document; so a fragment may still be
 * unknown or part of a cycle here, and counts as nothing.
 */
export function findExcess(document: DocumentNode, limits: Limits): GraphQLError[] {
  const measure = createMeasure(document);
  const errors: GraphQLError[] = [];
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const { depth, aliases } = measure(definition.selectionSet);
    if (depth > limits.maxDepth)
      errors.push(tooMuch(`nests ${depth} fields deep; at most ${limits.maxDepth}`));
    if (aliases > limits.maxAliases)
      errors.push(tooMuch(`holds ${aliases} aliases; at most ${limits.maxAliases}`));
  }
  return errors;
}

function tooMuch(excess: string): GraphQLError {
  return new GraphQLError(`The operation ${excess} are accepted.`, {
    extensions: { code: "GRAPHQL_VALIDATION_FAILED" },
  });
}

function createMeasure(document: DocumentNode): (selectionSet: SelectionSetNode) => Size {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition);
  }
  // Each fragment is measured once however often it is spread: a document that doubles at every level stays cheap.
  const known = new Map<string, Size>();

  function measureFragment(name: string): Size {
    const size = known.get(name);
    if (size) return size;
    known.set(name, nothing);
    const fragment = fragments.get(name);
    const measured = fragment ? measure(fragment.selectionSet) : nothing;
    known.set(name, measured);
    return measured;
  }

  function measure(selectionSet: SelectionSetNode): Size {
    let depth = 0;
    let aliases = 0;
    for (const selection of selectionSet.selections) {
      let size: Size;
      if (selection.kind === Kind.FIELD) {
        const inner = selection.selectionSet ? measure(selection.selectionSet) : nothing;
        size = { depth: inner.depth + 1, aliases: inner.aliases + (selection.alias ? 1 : 0) };
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        size = measure(selection.selectionSet);
      } else {
        size = measureFragment(selection.name.value);
      }
      depth = Math.max(depth, size.depth);
      aliases += size.aliases;
    }
    return { depth, aliases };
  }

  return measure;
}
