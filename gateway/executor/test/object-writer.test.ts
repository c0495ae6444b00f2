import {
  assert,
  constant,
  constantFrom,
  jsonValue,
  oneof,
  property,
  record,
  string,
} from "fast-check";
import { GraphQLBoolean, GraphQLEnumType, GraphQLFloat, GraphQLInt, GraphQLString } from "graphql";
import { expect, test } from "vitest";
import { ErrorLog } from "../src/errors/error-log.js";
import type { Json } from "../src/execution/run.js";
import { isInherited } from "../src/execution/own.js";
import { completeList, completeNonNull, completeObject } from "../src/projection/complete.js";
import type { CompiledField, Completer } from "../src/projection/completer.js";
import { ProjectionJob } from "../src/projection/job.js";
import { compileLeaf } from "../src/projection/leaf.js";
import {
  generateWriter,
  ObjectWriter,
  type WriteFields,
  writeFields,
} from "../src/projection/object-writer.js";

const mood = new GraphQLEnumType({ name: "Mood", values: { CALM: {}, LOUD: {} } });
const text = compileLeaf(GraphQLString, "Thing.text", false);

function fieldsOf(list: readonly (readonly [name: string, complete: Completer])[]) {
  return list.map(([name, complete], index): CompiledField => {
    const before = `${index === 0 ? "{" : ","}${JSON.stringify(name)}:`;
    const isKeyInherited = isInherited(name);
    return {
      responseName: name,
      before,
      key: name,
      isKeyInherited,
      isString: complete === text,
      complete,
    };
  });
}

const inner = fieldsOf([
  ["text", text],
  [
    "number",
    completeNonNull(compileLeaf(GraphQLInt, "Inner.number", true), "Inner.number", "number"),
  ],
]);
const fields = fieldsOf([
  ["text", text],
  ["__proto__", text],
  ["constructor", compileLeaf(GraphQLInt, "Thing.constructor", false)],
  ['no "name\n${at}` all', text],
  ["mood", compileLeaf(mood, "Thing.mood", false)],
  ["ratio", compileLeaf(GraphQLFloat, "Thing.ratio", false)],
  ["yes", compileLeaf(GraphQLBoolean, "Thing.yes", false)],
  ["texts", completeList(text, "Thing.texts")],
  ["inner", completeObject(() => new ObjectWriter(inner), "Thing.inner")],
  ["last", completeNonNull(text, "Thing.last", "last")],
]);

/** Values that fit, values that do not, and none. */
const anything = oneof(
  { weight: 6, arbitrary: string() },
  { weight: 2, arbitrary: constantFrom("CALM", 7, 1.5, true, null, undefined) },
  jsonValue(),
);
const things = record(
  {
    ...Object.fromEntries(fields.map(({ key }) => [key, anything])),
    texts: oneof(anything, constant(["a", "b"]), constant([1, null, {}])),
    inner: oneof(anything, record({ text: anything, number: constantFrom(1, 2, null, "x") })),
    last: oneof({ weight: 5, arbitrary: string() }, anything),
  },
  { requiredKeys: [] },
);

function written(write: WriteFields, source: Json, isPlain: boolean) {
  const log = new ErrorLog();
  const job = new ProjectionJob(log, {}, new Set(), isPlain);
  const result = write(source, job);
  job.finish();
  return { result, errors: log.errors.map((error) => error.toJSON()) };
}

test("generated code writes what is written without it, whatever the data", () => {
  const generated = generateWriter(fields)!;
  let whole = 0;
  assert(
    property(things, constantFrom(true, false), (source, mayBePlain) => {
      // Plain means: nothing to escape anywhere, which the answers' reader has made sure of.
      const isPlain = mayBePlain && !/[\\]/.test(JSON.stringify(source));
      const expected = written(
        (from, job) => writeFields(fields, from, job),
        source as Json,
        isPlain,
      );
      expect(written(generated, source as Json, isPlain)).toEqual(expected);
      if (expected.result !== "null") {
        whole += 1;
        JSON.parse(expected.result);
      }
    }),
    // The example is not even a value that could be made a number or a text.
    { numRuns: 2000, examples: [[JSON.parse('{ "constructor": { "toString": 0 } }'), true]] },
  );
  expect(whole).toBeGreaterThan(100);
});

test("goes over to generated code without a difference in the text", () => {
  const writer = new ObjectWriter(inner);
  const texts = new Set<string>();
  for (let count = 0; count < 2000; count++) {
    texts.add(
      written((from, job) => writer.write(from, job), { text: 'a"b', number: 4 }, false).result,
    );
  }
  expect([...texts]).toEqual([String.raw`{"text":"a\"b","number":4}`]);
});

test("an object without fields is an empty object", () => {
  const writer = new ObjectWriter([]);
  for (let count = 0; count < 1000; count++) {
    expect(written((from, job) => writer.write(from, job), {}, true).result).toBe("{}");
  }
});
