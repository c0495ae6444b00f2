import fc from "fast-check";
import { expect, test } from "vitest";
import { EventStreamReader } from "../src/sources/event-stream.js";

const text = fc.string().map((given) => given.replaceAll(/[\r\n]/g, " "));
const event = fc.record({
  event: fc.constantFrom("next", "complete"),
  lines: fc.array(text, { minLength: 1, maxLength: 3 }),
});

test("reads the same events whatever the line ends are and wherever the text is cut", () => {
  fc.assert(
    fc.property(
      fc.array(event, { maxLength: 5 }),
      fc.constantFrom("\n", "\r\n", "\r"),
      fc.array(fc.nat(200)),
      (events, end, cuts) => {
        const written = events
          .map(({ event: name, lines }) =>
            [
              ":heartbeat",
              `event: ${name}`,
              "id: 1",
              ...lines.map((line) => `data: ${line}`),
              "",
              "",
            ].join(end),
          )
          .join("");
        const reader = new EventStreamReader();
        const places = [
          0,
          ...cuts.map((cut) => cut % (written.length + 1)).toSorted((a, b) => a - b),
          written.length,
        ];
        const pieces = places.slice(1).map((place, index) => written.slice(places[index], place));
        // A lone `\r` at the very end might still become `\r\n`.
        const read = [...pieces, ":\n"].flatMap((piece) => reader.read(piece));
        expect(read).toEqual(
          events.map(({ event: name, lines }) => ({ event: name, data: lines.join("\n") })),
        );
      },
    ),
  );
});
