import { Field, ObjectType } from "type-graphql";

import { normalise } from "./terms.js";

@ObjectType({ description: "A stretch of a text, found or not. 文字片段" })
export class TextPart {
  @Field({ description: "The words. 文字" })
  text: string;

  @Field({ description: "Whether it is what was looked for. 是否命中" })
  hit: boolean;
}

/** Cuts a text where what was looked for begins and ends. */
export function highlight(text: string, terms: readonly string[]): TextPart[] {
  const characters = [...text];
  // One entry for each character, so that places in the text stay places in what is compared.
  const compared = characters.map((character) => normalise(character));
  const hits = new Set<number>();
  for (const term of terms) {
    const length = [...term].length;
    for (let at = 0; at + length <= compared.length; at++) {
      if (compared.slice(at, at + length).join("") !== term) continue;
      for (let i = at; i < at + length; i++) hits.add(i);
    }
  }
  const parts: TextPart[] = [];
  for (const [i, character] of characters.entries()) {
    const hit = hits.has(i);
    const last = parts.at(-1);
    if (last?.hit === hit) last.text += character;
    else parts.push(Object.assign(new TextPart(), { text: character, hit }));
  }
  return parts;
}
