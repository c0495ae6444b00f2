/** How large an operation may be. */
export interface LimitOptions {
  /** Bytes of a request body or WebSocket message. Default 1 MiB. Error code: `PAYLOAD_TOO_LARGE` (413), close code 1009. */
  readonly maxBodyBytes?: number;
  /** Lexical tokens of a document. Default 15,000. Error code: `GRAPHQL_PARSE_FAILED` (400). */
  readonly maxTokens?: number;
  /** Nesting of selections, fragments followed. Default 30. Error code: `GRAPHQL_VALIDATION_FAILED` (400). */
  readonly maxDepth?: number;
  /** Aliased fields, fragments counted at each use. Default 200. Error code: `GRAPHQL_VALIDATION_FAILED` (400). */
  readonly maxAliases?: number;
  /** Bytes that may wait for a slow reader of a WebSocket. Default 1 MiB. Close code: 4410. */
  readonly maxBufferedBytes?: number;
}
