import { describe, expect, it } from "vitest";
import { ExactNumber } from "@/lib/json/exact-number";
import { readDay } from "./read-day";
import { readInstant } from "./read-instant";

const ten = "2026-01-05T10:00:00.000Z";
const at = (value: unknown) => {
  const read = readInstant(value);
  return read.ok ? read.at : read.reason;
};

describe("instants", () => {
  it.each([
    ["2026-01-05T10:00:00Z", ten],
    ["2026-01-05T10:00:00.123456Z", "2026-01-05T10:00:00.123Z"],
    ["2026-01-05T10:00:00.999999999Z", "2026-01-05T10:00:00.999Z"],
    ["2026-01-05T10:00:00-07:00", "2026-01-05T17:00:00.000Z"],
    ["2026-01-05T10:00:00-0700", "2026-01-05T17:00:00.000Z"],
    ["2026-01-05T10:00:00+05:30", "2026-01-05T04:30:00.000Z"],
    ["2026-01-05 10:00:00+00:00", ten],
    ["2026-01-05 10:00:00.123+00", "2026-01-05T10:00:00.123Z"],
    ["2026-01-05 10:00:00.5 +0000 UTC", "2026-01-05T10:00:00.500Z"],
    ["2026-01-05 10:00:00 UTC", ten],
    ["2026-01-05t10:00:00z", ten],
    ["2026-01-05T10:00Z", ten],
    ["2026/01/05 10:00:00Z", ten],
    ["20260105T100000Z", ten],
    ["Mon, 05 Jan 2026 10:00:00 GMT", ten],
    ["5 Jan 2026 12:00 +0200", ten],
    [1767607200, ten],
    [1767607200.5, "2026-01-05T10:00:00.500Z"],
    [1767607200.123, "2026-01-05T10:00:00.123Z"],
    [1767607200.123456, "2026-01-05T10:00:00.123Z"],
    [1767607200000, ten],
    [1767607200000000, ten],
    [1767607200000.999, ten],
    ["1767607200000999999", ten],
    ["1767607200", ten],
    ["1767607200.25", "2026-01-05T10:00:00.250Z"],
    [0, "1970-01-01T00:00:00.000Z"],
    [-1, "1969-12-31T23:59:59.000Z"],
    [{ $date: "2026-01-05T10:00:00Z" }, ten],
    [{ $date: 1767607200000 }, ten],
    [{ $date: { $numberLong: "1767607200000" } }, ten],
    ["2026-12-31T23:59:60Z", "2027-01-01T00:00:00.000Z"],
    ["2026-12-31T24:00:00Z", "2027-01-01T00:00:00.000Z"],
    ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"],
    ["2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"],
    ["", null],
    ["  ", null],
    [null, null],
    [undefined, null],
  ])("%j is %s", (value, instant) => {
    expect(readInstant(value)).toEqual({ ok: true, at: instant, isAssumedUtc: false });
  });

  it("are read of a number that JavaScript would round", () => {
    expect(at(new ExactNumber("1767607200000999999"))).toBe(ten);
  });

  it.each([
    ["2026-01-05T10:00:00", ten],
    ["2026-01-05T10:00:00.123456", "2026-01-05T10:00:00.123Z"],
    ["2026-01-05 10:00", ten],
    ["2026-01-05", "2026-01-05T00:00:00.000Z"],
    ["2026/01/05", "2026-01-05T00:00:00.000Z"],
  ])("%j is taken for UTC", (text, instant) => {
    expect(readInstant(text)).toEqual({ ok: true, at: instant, isAssumedUtc: true });
  });

  it.each([
    ["2026-02-29T10:00:00Z", "is a time that does not exist"],
    ["2026-13-01", "is a time that does not exist"],
    ["2026-01-05T25:00:00Z", "is a time that does not exist"],
    ["2026-01-05T10:61:00Z", "is a time that does not exist"],
    ["2026-01-05T10:00:60Z", "is a time that does not exist"],
    ["2026-01-05T10:00:00+15:00", "is a time that does not exist"],
    ["Tue, 05 Jan 2026 10:00:00 GMT", "is a time that does not exist"],
    ["0000-01-01T00:00:00Z", "is a time that does not exist"],
    ["0001-01-01T00:00:00+01:00", "is not a time between the years 1 and 9999"],
    ["01/05/2026", "can be read as day and month or as month and day"],
    ["5.1.26 10:00", "can be read as day and month or as month and day"],
    [20260105, "can be read as a day or as seconds since 1970"],
    ["20260105", "can be read as a day or as seconds since 1970"],
    [2026, "can be read as a day or as seconds since 1970"],
    [1e20, "is not a time such as"],
    [NaN, "is not a time such as"],
    ["soon", "is not a time such as"],
    ["2026-01", "is not a time such as"],
    ["2026-01-05T10:00:00Europe/Berlin", "is not a time such as"],
    [true, "is not a time such as"],
    [["2026-01-05"], "is not a time such as"],
    [{ $date: "2026-01-05T10:00:00Z", more: 1 }, "is not a time such as"],
    [{ $date: { $numberLong: "" } }, "is not a time such as"],
  ])("%j is refused: %s", (value, reason) => {
    expect(at(value)).toContain(reason);
  });

  it("agrees with Date.parse on what that reads for certain", () => {
    for (let round = 0; round < 5000; round++) {
      const text = new Date(((round * 7_919_777_773) % 250_000_000_000) * 1000).toISOString();
      expect(at(text)).toBe(text);
      expect(at(text.replace("Z", "+03:30"))).toBe(new Date(text.replace("Z", "+03:30")).toISOString());
    }
  });
});

describe("days", () => {
  it.each([
    ["2026-01-05", "2026-01-05"],
    ["2026-01-05T23:30:00-07:00", "2026-01-05"],
    ["2026-01-05 00:00:00+00:00", "2026-01-05"],
    [1767607200, "2026-01-05"],
    ["2026/01/31 23:30:00-07:00", "2026-01-31"],
    ["20260131T233000-0700", "2026-01-31"],
    ["2026-01-31T24:00:00Z", "2026-01-31"],
    ["Sat, 31 Jan 2026 23:30:00 -0700", "2026-01-31"],
    [{ $date: "2026-01-31T23:30:00-07:00" }, "2026-01-31"],
    ["", null],
    [null, null],
  ])("%j is %s", (value, day) => {
    expect(readDay(value)).toEqual({ ok: true, day });
  });

  it.each(["2026-02-30", "soon", 20260105, "01/05/2026"])("%j is refused", (value) => {
    const read = readDay(value);
    expect(read).toMatchObject({ ok: false });
  });
});
