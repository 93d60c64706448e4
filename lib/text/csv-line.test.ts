import { describe, expect, it } from "vitest";
import { csvLine } from "./csv-line";

describe("csvLine", () => {
  it("follows RFC 4180", () => {
    expect(csvLine(["a", 1, null, 'say "hi"', "x,y", "two\nlines", ""])).toBe(
      'a,1,,"say ""hi""","x,y","two\nlines",\r\n',
    );
  });

  it.each([
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\tx",
    "\rx",
    " =1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
  ])("makes %j harmless", (text) => {
    expect(csvLine([text]).replace(/^"/, "").startsWith("'")).toBe(true);
  });

  it("makes a formula behind a separator within a cell harmless, where programs begin a new cell (ASVS 5.3.1–5.3.3)", () => {
    expect(csvLine(['x;=cmd|"/c calc"!A1'])).toBe(`"x;'=cmd|""/c calc""!A1"\r\n`);
    expect(csvLine(["x\t@y"])).toBe("x\t'@y\r\n");
    expect(csvLine(["x\n-y"])).toBe(`"x\n'-y"\r\n`);
  });

  it("leaves ordinary text and numbers alone", () => {
    for (const text of ["a=b", "1-2", "me@example.com", "a; b", "שלום", "😀", "it's"]) {
      expect(csvLine([text])).toBe(`${text}\r\n`);
    }
    expect(csvLine([-1])).toBe("-1\r\n");
  });
});
