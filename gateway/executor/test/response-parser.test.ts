import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ResponseParser } from "../src/sources/wire/response-parser.js";

const MAX_BYTES = 100_000;

/** Reads an answer that arrives in these pieces. */
function read(pieces: readonly Buffer[]): ResponseParser & { left: boolean } {
  const parser = new ResponseParser(MAX_BYTES);
  // As from a connection: each piece is gone when the next one comes.
  const shared = Buffer.alloc(Math.max(1, ...pieces.map(({ length }) => length)));
  let left = false;
  for (const piece of pieces) {
    piece.copy(shared);
    left = parser.push(shared.subarray(0, piece.length));
    shared.fill("#");
  }
  return Object.assign(parser, { left });
}

const readText = (text: string) => read([Buffer.from(text)]);

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].sort(
    (a, b) => a - b,
  );
  let begin = 0;
  return ends
    .map((end) => {
      const piece = bytes.subarray(begin, end);
      begin = end;
      return piece;
    })
    .filter(({ length }) => length > 0);
}

/** The same name in any mixture of cases. */
const cased = (name: string) =>
  fc
    .array(fc.boolean(), { minLength: name.length, maxLength: name.length })
    .map((upper) => [...name].map((c, i) => (upper[i] ? c.toUpperCase() : c)).join(""));

const others = fc.array(
  fc.constantFrom(
    "date: Sun, 22 Nov 2026 00:00:00 GMT",
    "X-Content-Length: 7",
    'etag: "chunked"',
    "x-empty:",
    "set-cookie: a=b; Path=/",
    "vary:\tAccept ",
  ),
  { maxLength: 4 },
);
const body = fc.string({ unit: "grapheme", maxLength: 400 });

const framed = fc.oneof(
  fc
    .record({ text: body, name: cased("content-length"), others })
    .map(({ text, name, others }) => ({
      text,
      isKept: true,
      lines: [...others, `${name}:  ${Buffer.byteLength(text)} `],
      payload: Buffer.from(text),
    })),
  fc
    .record({
      text: body,
      name: cased("transfer-encoding"),
      coding: cased("chunked"),
      sizes: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 8 }),
      extension: fc.constantFrom("", ";a=b", ' ; q="1"'),
      trailers: fc.constantFrom("", "x-sum: 1\r\n", "a: b\r\nc: d\r\n"),
      others,
    })
    .map(({ text, name, coding, sizes, extension, trailers, others }) => ({
      text,
      isKept: true,
      lines: [`${name}: ${coding}`, ...others],
      payload: chunk(Buffer.from(text), sizes, extension, trailers),
    })),
);

function chunk(bytes: Buffer, sizes: readonly number[], extension: string, trailers: string) {
  const parts: Buffer[] = [];
  let begin = 0;
  for (const size of [...sizes, bytes.length]) {
    const data = bytes.subarray(begin, begin + size);
    if (data.length === 0) break;
    begin += data.length;
    parts.push(
      Buffer.from(`${data.length.toString(16)}${extension}\r\n`),
      data,
      Buffer.from("\r\n"),
    );
  }
  return Buffer.concat([...parts, Buffer.from(`0\r\n${trailers}\r\n`)]);
}

const interim = fc.constantFrom(
  "",
  "HTTP/1.1 100 Continue\r\n\r\n",
  "HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n",
);
const places = fc.array(fc.nat(), { maxLength: 12 });

describe("an answer, wherever it is cut", () => {
  test("is read to its end and no further", () => {
    fc.assert(
      fc.property(framed, interim, places, fc.boolean(), (answer, before, cuts, hasMore) => {
        const head = `${before}HTTP/1.1 200 OK\r\n${answer.lines.join("\r\n")}\r\n\r\n`;
        const bytes = Buffer.concat([Buffer.from(head), answer.payload]);
        const whole = read([...cut(bytes, cuts)]);
        expect(whole.isDone).toBe(true);
        expect(whole.text).toBe(answer.text);
        expect(whole.head).toMatchObject({ status: 200, keepsAlive: true });
        expect(whole.left).toBe(false);
        if (hasMore) expect(read([Buffer.concat([bytes, Buffer.from("H")])]).left).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("is not taken for whole when the end is missing", () => {
    fc.assert(
      fc.property(framed, places, fc.nat(), (answer, cuts, lost) => {
        const head = `HTTP/1.1 200 OK\r\n${answer.lines.join("\r\n")}\r\n\r\n`;
        const bytes = Buffer.concat([Buffer.from(head), answer.payload]);
        const parser = read(cut(bytes.subarray(0, lost % bytes.length), cuts));
        expect(parser.isDone).toBe(false);
        expect(() => parser.end()).toThrow();
      }),
      { numRuns: 500 },
    );
  });

  test("without a length is as long as the connection", () => {
    fc.assert(
      fc.property(body, places, (text, cuts) => {
        const parser = read(cut(Buffer.from(`HTTP/1.1 200 OK\r\n\r\n${text}`), cuts));
        expect(parser.isDone).toBe(false);
        parser.end();
        expect(parser).toMatchObject({ isDone: true, text, head: { keepsAlive: false } });
      }),
    );
  });

  test("never makes the parser fail otherwise than by refusing it", () => {
    fc.assert(
      fc.property(
        framed,
        places,
        places,
        fc.uint8Array({ maxLength: 12 }),
        (answer, cuts, at, junk) => {
          const head = `HTTP/1.1 200 OK\r\n${answer.lines.join("\r\n")}\r\n\r\n`;
          const bytes = Buffer.concat([Buffer.from(head), answer.payload]);
          for (const [index, byte] of junk.entries())
            bytes[(at[index] ?? index) % bytes.length] = byte;
          try {
            read(cut(bytes, cuts));
          } catch (error) {
            expect(error).toMatchObject({ name: "WireError" });
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});

test.each([204, 304])("a %i has no body, whatever its head says", (status) => {
  const parser = readText(`HTTP/1.1 ${status} X\r\ncontent-length: 5\r\n\r\n`);
  expect(parser).toMatchObject({ isDone: true, text: "", left: false });
});

describe("what could be read in two ways is refused:", () => {
  test.each([
    ["two lengths", "content-length: 5\r\ncontent-length: 6\r\n\r\nhello"],
    ["two lengths in one line", "content-length: 5, 6\r\n\r\nhello"],
    ["a negative length", "content-length: -5\r\n\r\nhello"],
    ["a length in hexadecimal", "content-length: 0x5\r\n\r\nhello"],
    ["no length after its name", "content-length:\r\n\r\nhello"],
    ["a folded line", "a: b\r\n content-length: 5\r\n\r\nhello"],
    ["a line without a colon", "content-length 5\r\n\r\nhello"],
    ["a line feed within a line", "connection: keep-alive\ncontent-length: 5\r\n\r\nhello"],
    ["a coding nobody asked for", "transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n"],
    ["a chunk without a size", "transfer-encoding: chunked\r\n\r\nx\r\n\r\n"],
    ["a chunk longer than its size", "transfer-encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n"],
    ["a bare line feed after a size", "transfer-encoding: chunked\r\n\r\n2\nhe\r\n0\r\n\r\n"],
  ])("%s", (_, rest) => {
    expect(() => readText(`HTTP/1.1 200 OK\r\n${rest}`)).toThrow(
      expect.objectContaining({ name: "WireError" }),
    );
  });

  test.each([
    "HTTP/2 200 OK",
    "HTTP/1.1 2000 OK",
    "HTTP/1.1 099 OK",
    "ICY 200 OK",
    "HTTP/1.1 101 Go",
  ])("the status line %j", (line) => {
    expect(() => readText(`${line}\r\ncontent-length: 0\r\n\r\n`)).toThrow(
      expect.objectContaining({ name: "WireError" }),
    );
  });
});

test("the same length said twice is one", () => {
  const head = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nContent-Length: 2, 2\r\n\r\n";
  expect(readText(`${head}ok`)).toMatchObject({ isDone: true, text: "ok" });
});

describe("bounds:", () => {
  test("a head without end is refused", () => {
    const parser = readText("HTTP/1.1 200 OK\r\n");
    expect(() => {
      for (let count = 0; count < 400; count++)
        parser.push(Buffer.from(`x-${count}: ${"y".repeat(50)}\r\n`));
    }).toThrow(expect.objectContaining({ name: "WireError" }));
  });
  test.each([
    ["announced", `content-length: ${MAX_BYTES + 1}\r\n\r\n`],
    [
      "in a chunk",
      `transfer-encoding: chunked\r\n\r\n${(MAX_BYTES + 1).toString(16)}\r\n${"x".repeat(MAX_BYTES + 1)}`,
    ],
    ["until the close", `\r\n${"x".repeat(MAX_BYTES + 1)}`],
    ["a chunk's size without end", `transfer-encoding: chunked\r\n\r\n1;${"x".repeat(20_000)}`],
    [
      "trailers without end",
      `transfer-encoding: chunked\r\n\r\n0\r\n${`x: ${"y".repeat(90)}\r\n`.repeat(300)}`,
    ],
  ])("what is larger than is accepted is refused, %s", (_, rest) => {
    expect(() => readText(`HTTP/1.1 200 OK\r\n${rest}`)).toThrow(
      expect.objectContaining({ name: "WireError" }),
    );
  });
});

test.each([
  ["HTTP/1.1", "connection: Close\r\n", false],
  ["HTTP/1.1", "connection: x, close\r\n", false],
  ["HTTP/1.1", "connection: keep-alive\r\nKeep-Alive: timeout=7, max=9\r\n", true],
  ["HTTP/1.0", "", false],
  ["HTTP/1.0", "Connection: Keep-Alive\r\n", true],
  ["HTTP/1.1", "transfer-encoding: chunked\r\n", false],
])("%s with %j says whether the connection is kept", (version, lines, keepsAlive) => {
  const parser = readText(`${version} 200 OK\r\n${lines}content-length: 5\r\n\r\n0\r\n\r\n`);
  expect(parser).toMatchObject({ isDone: true, head: { keepsAlive } });
  expect(parser.head!.idleMs).toBe(lines.includes("timeout") ? 7000 : undefined);
});
