import type { PublicTextResult } from "./pipeline.js";

/** A result as one JSON text. */
export function textOf({ errors, data, extensions }: PublicTextResult): string {
  if (errors === undefined && extensions === undefined) return `{"data":${data}}`;
  const parts: string[] = [];
  if (errors) parts.push(`"errors":${JSON.stringify(errors)}`);
  if (data !== undefined) parts.push(`"data":${data}`);
  if (extensions) parts.push(`"extensions":${JSON.stringify(extensions)}`);
  return `{${parts.join(",")}}`;
}
