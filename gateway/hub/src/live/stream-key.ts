import { createHash } from "node:crypto";
import { print, type DocumentNode } from "graphql";
import type { PlannedStream } from "@hutong/executor";
import type { Admitted, Caller } from "../pipeline.js";
import { canonical } from "../identity/canonical.js";
import { type CursorBinding, digestBytes } from "./cursor.js";

/** Which streams are one, and what their cursors are good for. */
export interface StreamKey {
  /** Equal for streams that a subgraph has to answer equally. */
  readonly shared: string;
  readonly binding: CursorBinding;
}

/** They say which request this is, not who asks. */
const perRequest = new Set(["x-request-id", "traceparent", "tracestate"]);

/** Derives the key of a stream. */
export function toStreamKey(admitted: Admitted, planned: PlannedStream): StreamKey {
  const { operation, variables, caller } = admitted;
  const declared = (operation.definition.variableDefinitions ?? [])
    .map(({ variable }) => variable.name.value)
    .filter((name) => name !== planned.positionVariable && variables[name] !== undefined);
  const digest = digestOf([
    textOf(operation.document),
    operation.name ?? "",
    canonical(Object.fromEntries(declared.map((name) => [name, variables[name]]))),
  ]);
  return {
    shared: `${digest.toString("base64")} ${authorityOf(caller, planned.isResumable)}`,
    binding: { operation: digest, authority: holderOf(caller) },
  };
}

/** Headers that go upstream for as long as a stream lasts. */
export function lastingHeaders({ headers }: Caller): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !perRequest.has(name)));
}

/**
 * All that decides what an upstream would say. Of a stream that can be taken up again, the token may
 * be another with the same claims: it is then carried on under that one. Any other stream lives and
 * ends with its own token.
 */
function authorityOf(caller: Caller, isResumable: boolean): string {
  const { authorization, ...headers } = lastingHeaders(caller);
  const claims = isResumable ? caller.token?.authority : undefined;
  return digestOf([claims ?? `raw ${authorization ?? ""}`, canonical(headers)]).toString("base64");
}

/** Whose cursors these are: a person acting for an organisation, whatever the token. */
function holderOf({ token }: Caller): Buffer {
  return digestOf(token ? [token.claims.iss, token.claims.sub, token.claims.org] : []);
}

const texts = new WeakMap<DocumentNode, string>();

/** Without what has no meaning: white space, commas, comments. */
function textOf(document: DocumentNode): string {
  let text = texts.get(document);
  if (text === undefined) {
    text = print(document);
    texts.set(document, text);
  }
  return text;
}

function digestOf(parts: readonly string[]): Buffer {
  const hash = createHash("sha256");
  // With its length before each, no two lists of parts read the same.
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest().subarray(0, digestBytes);
}
