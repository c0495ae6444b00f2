import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { readSms } from "../src/sms/sms-command.js";

describe("an SMS of digits", () => {
  it.each([
    ["1", { verb: "DONE", code: null }],
    ["3", { verb: "ARRIVED", code: null }],
    ["4", { verb: "GRAB", code: null }],
    ["5", { verb: "UNDO", code: null }],
    ["9", { verb: "CALL_LEADER" }],
    ["0", { verb: "LIST" }],
    ["2", { verb: "CANNOT", code: null, reason: null }],
    ["21", { verb: "CANNOT", code: null, reason: "NO_TOOLS" }],
    ["22", { verb: "CANNOT", code: null, reason: "LOCKED" }],
    ["23", { verb: "CANNOT", code: null, reason: "ILL" }],
    ["151", { verb: "DONE", code: "15" }],
    ["15 1", { verb: "DONE", code: "15" }],
    ["15.1", { verb: "DONE", code: "15" }],
    ["１５ １", { verb: "DONE", code: "15" }],
    ["1523", { verb: "CANNOT", code: "15", reason: "ILL" }],
    ["15 2 3", { verb: "CANNOT", code: "15", reason: "ILL" }],
    ["221", { verb: "DONE", code: "22" }],
    [" 154\n", { verb: "GRAB", code: "15" }],
  ])("%j is read", (text, command) => {
    expect(readSms(text)).toEqual(command);
  });

  it.each([
    "",
    "12",
    "15",
    "19",
    "24",
    "6",
    "7",
    "8",
    "1524",
    "150",
    "159",
    "15111",
    "做完了",
    "1a",
    "-",
    "1.5.1.1",
  ])("%j is not guessed at", (text) => {
    expect(readSms(text)).toBeNull();
  });

  it("has one meaning, whatever stands between its digits", () => {
    const between = fc.constantFrom("", " ", ".", ",", ",", "。", "-", "#", "  ");
    const digits = fc.stringMatching(/^\d{1,4}$/);
    fc.assert(
      fc.property(digits, fc.array(between, { minLength: 4, maxLength: 4 }), (text, gaps) => {
        const spaced = [...text].map((digit, i) => digit + gaps[i]).join("");
        expect(readSms(spaced)).toEqual(readSms(text));
      }),
    );
  });
});
