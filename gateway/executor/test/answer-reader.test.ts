import {
  array,
  assert,
  constantFrom,
  type Arbitrary,
  integer,
  jsonValue,
  letrec,
  nat,
  oneof,
  property,
  record,
  string,
} from "fast-check";
import { describe, expect, test } from "vitest";
import { AnswerReader, generateReader } from "../src/sources/answer-reader.js";

/** A reader past its first answers. */
function readerOf(operation: string): AnswerReader {
  const reader = new AnswerReader(operation);
  for (let count = 0; count < 20; count++) reader.parse("{}");
  return reader;
}

/** What a way of reading makes of a text. */
function outcomeOf(parse: (text: string) => unknown, text: string): unknown {
  try {
    return { value: parse(text) };
  } catch (error) {
    return { error: (error as Error).name };
  }
}

const leaf = oneof(
  { weight: 4, arbitrary: string({ unit: "grapheme" }) },
  { weight: 4, arbitrary: constantFrom("王秀英", 'a "quoted" word', "", "a\\b", "line\nfeed") },
  { weight: 4, arbitrary: integer() },
  constantFrom(null, true, false, 0, -0, 1.5, 1e300, 123456789012345, 1234567890123456),
  array(oneof(string(), integer(), constantFrom(null, true))),
  jsonValue(),
);

/** Objects with the fields of `{ list { a b inner { c } many { d } } other }`, or without them. */
const { data }: { data: Arbitrary<unknown> } = letrec((tie) => ({
  data: record({ list: oneof(tie("item"), array(tie("item")), constantFrom(null)), other: leaf }),
  item: oneof(
    { weight: 8, arbitrary: record({ a: leaf, b: leaf, inner: tie("inner"), many: tie("many") }) },
    constantFrom(null),
    leaf,
  ),
  inner: oneof({ weight: 8, arbitrary: record({ c: leaf }) }, constantFrom(null), leaf),
  many: oneof(
    { weight: 8, arbitrary: array(record({ d: leaf })) },
    array(array(record({ d: leaf }))),
    constantFrom(null),
  ),
})) as never;
const operation = "query Q{list{a b inner{c}many{d}}other}";

test("reads what JSON.parse reads, whatever is answered", () => {
  const reader = readerOf(operation);
  const bodies = oneof(
    { weight: 8, arbitrary: record({ data }) },
    record({ data, extensions: jsonValue() }),
    record({ errors: array(jsonValue()), data }),
  );
  const ends = constantFrom("", "\n", " \n", "x", "}");
  assert(
    property(bodies, ends, (body, end) => {
      const text = JSON.stringify(body) + end;
      expect(outcomeOf((read) => reader.parse(read), text)).toEqual(outcomeOf(JSON.parse, text));
    }),
    { numRuns: 2000 },
  );
});

test("reads what JSON.parse reads, and nothing else, of a text that was damaged", () => {
  const reader = readerOf(operation);
  const character = constantFrom(...'{}[]",:\\0129-+.eEtfn xl\n\u0001\u00a0国');
  assert(
    property(data, nat(), nat(2), character, (whole, place, removed, inserted) => {
      const text = JSON.stringify({ data: whole });
      const at = place % text.length;
      const damaged = text.slice(0, at) + inserted + text.slice(at + removed);
      expect(outcomeOf((read) => reader.parse(read), damaged)).toEqual(
        outcomeOf(JSON.parse, damaged),
      );
    }),
    { numRuns: 5000 },
  );
});

describe("the function made for an operation", () => {
  test.each([
    ["{a}", '{"data":{"a":[1,2.5,"x",[null,true,false],-3]}}'],
    ["{a b{c}}", '{"data":{"a":"中文","b":[{"c":1},null,{"c":"2"}]}}\n'],
    ["{x:a}", '{"data":{"x":null}}'],
    [
      "query($r:[_Any!]!){_entities(representations:$r){...on T{a}}}",
      '{"data":{"_entities":[{"a":0}]}}',
    ],
  ])("reads what answers %s", (asked, text) => {
    expect(generateReader(asked)(text)).toEqual(JSON.parse(text));
  });

  test.each([
    ["{a}", '{"data": {"a":1}}'],
    ["{a b}", '{"data":{"b":1,"a":1}}'],
    ["{a}", '{"data":{"a":"\\u0041"}}'],
    ["{a}", '{"data":{"a":{"custom":"scalar"}}}'],
    ["{a}", '{"data":{"a":1},"extensions":{}}'],
    ["{a}", '{"data":{"a":1,"b":2}}'],
    ["{a}", '{"errors":[{"message":"no"}],"data":null}'],
    ["{constructor}", '{"data":{"constructor":1}}'],
    ["{a{...on T{b}...on U{c}}}", '{"data":{"a":{"b":1}}}'],
    ["{a@skip(if:true)}", '{"data":{}}'],
  ])("leaves what does not answer %s as expected, or cannot be expected: %s", (asked, text) => {
    expect(generateReader(asked)(text)).toBeUndefined();
  });
});

test("a subgraph that writes its answers otherwise is tried again only now and then", () => {
  const reader = readerOf("{a}");
  const other = '{ "data": { "a": 1 } }';
  for (let count = 0; count < 3000; count++)
    expect(reader.parse(other)).toEqual({ data: { a: 1 } });
  expect(reader.parse('{"data":{"a":2}}')).toEqual({ data: { a: 2 } });
});

test("lists without end are no answer, and no defect", () => {
  const reader = readerOf("{a{b}}");
  const text = `{"data":{"a":${"[".repeat(200_000)}`;
  expect(() => reader.parse(text)).toThrow(SyntaxError);
});
