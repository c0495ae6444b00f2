/** Headers that belong to one hop or to the body, not to who asks. */
const OWN_HEADERS = new Set([
  "accept",
  "accept-encoding",
  "connection",
  "content-length",
  "content-type",
  "expect",
  "host",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

const NAME = /^[!#$%&'*+\-.^_`|~\w]+$/;
// eslint-disable-next-line no-control-regex
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * The headers of a request, names and values in turn: ours, then those of who asks.
 *
 * @throws TypeError for what is no header: it could end one and begin another.
 */
export function requestHeaders(headers: Readonly<Record<string, string>>): string[] {
  const list = [
    "content-type",
    "application/json",
    "accept",
    "application/graphql-response+json, application/json;q=0.9",
  ];
  for (const name in headers) {
    if (OWN_HEADERS.has(name.toLowerCase())) continue;
    const value = headers[name]!;
    if (!NAME.test(name) || !VALUE.test(value)) throw new TypeError(`No header: ${name}`);
    list.push(name, value);
  }
  return list;
}
