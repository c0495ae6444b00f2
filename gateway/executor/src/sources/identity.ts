import type { RequestContext } from "./data-source.js";

type Headers = RequestContext["headers"];

/** They say which request this is, not who asks. */
const perRequest = new Set(["x-request-id", "traceparent", "tracestate"]);

/** The headers that say who asks. */
export function lastingHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !perRequest.has(name)));
}

const identities = new WeakMap<Headers, string>();

/** Equal for headers that say the same of who asks. */
export function identityOf(headers: Headers): string {
  let identity = identities.get(headers);
  if (identity === undefined) {
    const lasting = Object.entries(lastingHeaders(headers));
    identity = JSON.stringify(lasting.sort(([a], [b]) => (a < b ? -1 : 1)));
    identities.set(headers, identity);
  }
  return identity;
}
