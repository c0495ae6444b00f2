import { makeRandom } from "../random.js";
import type { Random } from "../random.js";
import type { Person, PersonRef } from "./people.types.js";
import { givenNames, surnames } from "./names.js";
import type { NameKind } from "./names.js";

/** Everybody in town. Names and phones are unique, so that a mask that leaks can be seen to leak. */
export interface People {
  /** A newcomer; `label` names the stream of chance, so that sections do not disturb each other. */
  add(label: string, kind?: NameKind): Person;
  /** A person of a story, under a name the story chose. */
  named(label: string, name: string): Person;
  readonly list: readonly Person[];
}

/** Names that stories use; nobody else gets them. */
const reserved = new Set([
  "周秀英",
  "刘德胜",
  "贺明辉",
  "郑晓岚",
  "彭立新",
  "宋雅琴",
  "孙菊香",
  "范玉珍",
  "沈文静",
  "陶国平",
  "邓海波",
  "叶佳颖",
  "杨志强",
  "何惠芳",
  "吴桂英",
  "朱有才",
]);

/** Ranges that look real in a list; the block after the prefix is left at 00 so that a number seldom belongs to anyone. */
const phonePrefixes = ["138", "139", "136"] as const;

export function makePeople(seed: number): People {
  const list: Person[] = [];
  const names = new Set(reserved);
  const phones = new Set<string>();
  const streams = new Map<string, Random>();

  function stream(label: string): Random {
    const known = streams.get(label);
    if (known) return known;
    const fresh = makeRandom(seed, `people/${label}`);
    streams.set(label, fresh);
    return fresh;
  }

  function register(random: Random, name: string): Person {
    let phone: string;
    do {
      phone = `${random.pick(phonePrefixes)}00${String(random.int(0, 999_999)).padStart(6, "0")}`;
    } while (phones.has(phone));
    phones.add(phone);
    const person = { id: random.id("per"), name, phone };
    list.push(person);
    return person;
  }

  return {
    list,
    add(label, kind) {
      const random = stream(label);
      let name: string;
      do {
        const given = givenNames[kind ?? (random.chance(0.5) ? "MALE" : "FEMALE")];
        name = random.pick(surnames) + random.pick<string>(given);
      } while (names.has(name));
      names.add(name);
      return register(random, name);
    },
    named(label, name) {
      return register(stream(label), name);
    },
  };
}

export function ref(person: Person): PersonRef {
  return { personId: person.id, name: person.name, phone: person.phone };
}
