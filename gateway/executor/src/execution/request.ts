import { SubgraphError } from "../errors/subgraph-error.js";
import type { FetchNode } from "../plan/query-plan.js";
import type { EntityTexts, SubgraphRequest, SubgraphResponse } from "../sources/data-source.js";
import type { CompiledFetch } from "./fetch.js";
import type { AnswerReader } from "../sources/answer-reader.js";
import { hasPlainStrings } from "../sources/response.js";
import { isJsonObject } from "./own.js";
import type { Json, Run } from "./run.js";

/** The parts of a fetch that a request is made of. */
export type Requested = Pick<CompiledFetch, "node" | "head" | "reader">;

/** What of an execution a request needs. */
export type Asker = Pick<Run, "rawVariables" | "dataSources" | "context" | "answers">;

/** A request's JSON text up to the variables. */
export function headOf(node: FetchNode): string {
  const named = node.operationName ? `,"operationName":${JSON.stringify(node.operationName)}` : "";
  return `{"query":${JSON.stringify(node.operation)}${named},"variables":{`;
}

/** A request about entities is text from the start: its variables are read out of it on demand. */
export class TextRequest implements SubgraphRequest {
  readonly query: string;
  readonly operationName?: string;
  readonly kind: FetchNode["operationKind"];
  private read: Json | undefined;

  readonly body: string;
  readonly entities?: EntityTexts;
  readonly reader: AnswerReader;

  /**
   * @param text - the variables, as members of a JSON object.
   * @param entities - the parts of the whole, where it asks about those of one list.
   */
  constructor({ node, head, reader }: Requested, text: string, entities?: EntityTexts) {
    const { operation, operationName, operationKind } = node;
    this.body = `${head}${text}}}`;
    if (entities) this.entities = entities;
    this.query = operation;
    if (operationName) this.operationName = operationName;
    this.kind = operationKind;
    this.reader = reader;
  }

  get variables(): Json {
    return (this.read ??= (JSON.parse(this.body) as { variables: Json }).variables);
  }
}

/** The operation's own variables, as members of a JSON object. */
export function variableTexts(names: Iterable<string>, { rawVariables }: Asker): string[] {
  const texts: string[] = [];
  for (const name of names) {
    const value = rawVariables[name];
    if (value === undefined || !Object.hasOwn(rawVariables, name)) continue;
    texts.push(`${JSON.stringify(name)}:${JSON.stringify(value)}`);
  }
  return texts;
}

/** @throws SubgraphError, or whatever a data source throws, when there is no GraphQL answer. */
export async function askSource(
  asker: Asker,
  { node }: Requested,
  request: SubgraphRequest,
): Promise<SubgraphResponse> {
  const { dataSources, context } = asker;
  const source = dataSources.get(node.serviceName);
  if (context.signal?.aborted) throw new SubgraphError("REQUEST_CANCELLED");
  if (!source) throw new SubgraphError("SUBGRAPH_UNAVAILABLE");
  const response = await source.execute(request, context);
  const { data, errors } = response;
  if (!isJsonObject(data) && !(errors && errors.length > 0)) {
    throw new SubgraphError("SUBGRAPH_INVALID_RESPONSE");
  }
  noteAnswer(asker, response);
  return response;
}

/** Notes what has to be known of an answer before its data is merged. */
export function noteAnswer({ answers }: Pick<Run, "answers">, response: SubgraphResponse): void {
  if (!hasPlainStrings(response)) answers.havePlainStrings = false;
}
