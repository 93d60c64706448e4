import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { StartError } from "./start-error";
import { stopWords } from "./stop-words.mjs";

const caught = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

it("says in a sentence what the system does not let a person do", () => {
  const error = Object.assign(new Error("EACCES: permission denied, open '/x/secrets.json'"), {
    code: "EACCES",
    path: "/x/secrets.json",
  });
  expect(stopWords(error)).toBe(
    "This user may not use /x/secrets.json (EACCES): run the command as the user that Lethe runs as.",
  );
  expect(stopWords(Object.assign(new Error("kill EPERM"), { code: "EPERM" }))).toMatch(
    /^This user may not use a file or process of Lethe \(EPERM\)/,
  );
  expect(stopWords(new StartError("Set LETHE_SECRET."))).toBe("Set LETHE_SECRET.");
});

it("shows where a defect is", () => {
  expect(stopWords(new TypeError("x is not a function"))).toContain("stop-words.test.ts");
  expect(stopWords("x")).toBe("x");
});

// Root may read everything.
it.skipIf(process.getuid?.() === 0)("is what a folder of another user leads to", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "lethe-stop-"));
  const file = path.join(folder, "secrets.json");
  writeFileSync(file, "{}");
  chmodSync(file, 0);
  expect(stopWords(caught(() => readFileSync(file)))).toContain(`${file} (EACCES)`);
  rmSync(folder, { recursive: true });
});
