import type { Framing } from "../live/frames.js";

const boundary = "-";

/** A part and the boundary after it, whose line is left open: what follows is another part or the end. */
const part = (json: string): string =>
  `\r\ncontent-type: application/json; charset=utf-8\r\n\r\n${json}\r\n--${boundary}`;

/**
 * Incremental delivery over HTTP: the draft of August 2022, by which Apollo's and urql's clients read
 * `@defer`. A reader has each part whole when it arrives.
 */
export const deferredParts: Framing = {
  headers: { "content-type": `multipart/mixed; boundary="${boundary}"; deferSpec=20220824` },
  opening: `\r\n--${boundary}`,
  // The draft has no part that says nothing.
  heartbeat: "",
  encode: ({ json }) => Buffer.from(part(json)),
  farewell: (errors) => part(JSON.stringify({ errors, hasNext: false })),
  closing: "--\r\n",
};

/**
 * Whether a client takes the parts of a result: Apollo's name the draft, others just the media type.
 */
export function acceptsParts(accept: string): boolean {
  return accept.split(",").some((range) => {
    const [type, ...parameters] = range.split(";").map((text) => text.trim().toLowerCase());
    if (type !== "multipart/mixed") return false;
    const names = parameters.filter((text) => !text.startsWith("q="));
    return names.length === 0 || names.some((text) => /^deferspec="?20220824"?$/.test(text));
  });
}
