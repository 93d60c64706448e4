import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readParts } from "./read-parts";
import { isDayText, isInstantText, isUuid, oneOf } from "./text-forms";

// The server's schemas have the last word: what passes here must pass there.
const samples = [
  ...[
    "",
    " ",
    "x",
    "2026-08-01",
    "2026-02-29",
    "2024-02-29",
    "2026-02-30",
    "2026-13-01",
    "2026-8-1",
    "02026-08-01",
  ],
  ...["2026-08-01T10:00:00Z", "2026-08-01T10:00:00.123456Z", "2026-08-01T25:00:00Z", "2026-02-30T10:00:00Z"],
  ...["2026-08-01T10:00:00+02:00", "2026-08-01 10:00:00Z", "2026-08-01T10:00:60Z", "2026-08-01T10:00:00.Z"],
  ...[randomUUID(), randomUUID().toUpperCase(), `${randomUUID()}0`, "3f0c2b8e-5d1a-9c7e-9b52-8f6a1d0e7c34"],
  ...["3f0c2b8e5d1a4c7e9b528f6a1d0e7c34", "3f0c2b8e-5d1a-4c7e-7b52-8f6a1d0e7c34", `\n${randomUUID()}`],
];

describe("a plain function and a schema agree", () => {
  it.each([
    ["days", isDayText, z.iso.date()],
    ["instants", isInstantText, z.iso.datetime()],
    ["UUIDs", isUuid, z.uuid()],
  ])("on %s", (_what, isOne, schema) => {
    const ofFunction = samples.filter(isOne);
    expect(ofFunction).toEqual(samples.filter((text) => schema.safeParse(text).success));
    expect(ofFunction.length).toBeGreaterThan(1);
  });
});

describe("readParts", () => {
  const readers = {
    law: (text: string) => oneOf(["gdpr", "ccpa"], text),
    day: (text: string) => (isDayText(text) ? text : undefined),
  };

  it("takes what is absent or blank for no condition", () => {
    expect(readParts({ law: null, day: " " }, readers)).toEqual({
      ok: true,
      parts: { law: null, day: null },
    });
  });

  it("reads each part, without the space around it", () => {
    expect(readParts({ law: " gdpr", day: "2026-08-01" }, readers)).toEqual({
      ok: true,
      parts: { law: "gdpr", day: "2026-08-01" },
    });
  });

  it("names the first part that cannot be read", () => {
    expect(readParts({ law: "none", day: "today" }, readers)).toEqual({ ok: false, part: "law" });
    expect(readParts({ law: null, day: "today" }, readers)).toEqual({ ok: false, part: "day" });
  });
});
