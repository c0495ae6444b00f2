import {
  getOperationAST,
  GraphQLError,
  Kind,
  parse,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type OperationTypeNode,
  type SelectionSetNode,
} from "graphql";
import { LRUCache } from "lru-cache";
import { Refusal, refusal } from "../errors.js";
import { findExcess, type Limits } from "../limits/limits.js";
import { validationRules } from "./validation-rules.js";

/** A GraphQL request as any transport carries it. */
export interface OperationRequest {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly extensions?: Readonly<Record<string, unknown>> | null;
}

/** An operation of a document that fits the schema. The same object for the same text and name. */
export interface KnownOperation {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly name: string | undefined;
  readonly type: OperationTypeNode;
  /** Asks only for `__schema`, `__type` or `__typename`: what the schema says, which is public. */
  readonly introspectionOnly: boolean;
}

/** The operations stage: text in, a valid operation out. */
export interface Operations {
  /**
   * Finds the operation that a request asks for.
   * @throws Refusal `GRAPHQL_PARSE_FAILED`, `GRAPHQL_VALIDATION_FAILED` or `OPERATION_RESOLUTION_FAILURE`.
   */
  find(schema: GraphQLSchema, request: OperationRequest): KnownOperation;
  /** What was found last for a schema, the latest first. */
  lately(schema: GraphQLSchema, limit: number): RecentOperation[];
}

/** An operation that was asked for, and how. */
export interface RecentOperation {
  readonly request: OperationRequest;
  readonly operation: KnownOperation;
}

interface KnownDocument {
  readonly document: DocumentNode;
  readonly operations: Map<string, KnownOperation>;
}

/** Characters of document text kept per schema, with their syntax trees. */
const rememberedCharacters = 8_000_000;

/** The operations stage with a cache per schema: a new supergraph starts empty, the old one's goes with it. */
export function createOperations(limits: Limits): Operations {
  const caches = new WeakMap<GraphQLSchema, LRUCache<string, KnownDocument>>();

  function documentsOf(schema: GraphQLSchema): LRUCache<string, KnownDocument> {
    let documents = caches.get(schema);
    if (!documents) {
      documents = new LRUCache({
        max: 10_000,
        maxSize: rememberedCharacters,
        sizeCalculation: (_, text) => text.length,
      });
      caches.set(schema, documents);
    }
    return documents;
  }

  return {
    find(schema, request) {
      const documents = documentsOf(schema);
      let known = documents.get(request.query);
      if (!known) {
        known = { document: readDocument(schema, request.query, limits), operations: new Map() };
        documents.set(request.query, known);
      }
      return chooseOperation(known, request.operationName ?? undefined);
    },
    lately(schema, limit) {
      const recent: RecentOperation[] = [];
      for (const [query, { operations }] of documentsOf(schema).entries()) {
        for (const [name, operation] of operations)
          recent.push({ request: { query, operationName: name || null }, operation });
        if (recent.length >= limit) break;
      }
      return recent.slice(0, limit);
    },
  };
}

function readDocument(schema: GraphQLSchema, text: string, limits: Limits): DocumentNode {
  let document: DocumentNode;
  try {
    document = parse(text, { maxTokens: limits.maxTokens });
  } catch (error) {
    throw new Refusal([withCode(error as GraphQLError, "GRAPHQL_PARSE_FAILED")]);
  }
  const excess = findExcess(document, limits);
  if (excess.length > 0) throw new Refusal(excess);
  const errors = validate(schema, document, validationRules);
  if (errors.length > 0)
    throw new Refusal(errors.map((error) => withCode(error, "GRAPHQL_VALIDATION_FAILED")));
  return document;
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(error.message, {
    nodes: error.nodes,
    source: error.source,
    positions: error.positions,
    extensions: { code },
  });
}

function chooseOperation(known: KnownDocument, wanted: string | undefined): KnownOperation {
  const remembered = known.operations.get(wanted ?? "");
  if (remembered) return remembered;
  const definition = getOperationAST(known.document, wanted);
  if (!definition) {
    throw refusal(
      "OPERATION_RESOLUTION_FAILURE",
      wanted
        ? `The document holds no operation named "${wanted}".`
        : "The document holds several operations: send `operationName`.",
    );
  }
  const operation: KnownOperation = {
    document: known.document,
    definition,
    name: definition.name?.value,
    type: definition.operation,
    introspectionOnly: isIntrospectionOnly(known.document, definition),
  };
  known.operations.set(wanted ?? "", operation);
  return operation;
}

/** Only the names of root fields matter: below `__schema` and `__type` there is nothing but the schema. */
function isIntrospectionOnly(document: DocumentNode, operation: OperationDefinitionNode): boolean {
  const isIntrospection = ({ selections }: SelectionSetNode): boolean =>
    selections.every((selection) => {
      if (selection.kind === Kind.FIELD) return selection.name.value.startsWith("__");
      if (selection.kind === Kind.INLINE_FRAGMENT) return isIntrospection(selection.selectionSet);
      return document.definitions.some(
        (definition) =>
          definition.kind === Kind.FRAGMENT_DEFINITION &&
          definition.name.value === selection.name.value &&
          isIntrospection(definition.selectionSet),
      );
    });
  return operation.operation === "query" && isIntrospection(operation.selectionSet);
}
