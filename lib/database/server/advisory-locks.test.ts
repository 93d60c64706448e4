import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

it("no two of Lethe's advisory locks have the same number, as each would wait for what the other guards", () => {
  const files = readdirSync("lib", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => path.join("lib", name));
  const users = new Map<string, string[]>();
  for (const file of files) {
    for (const [, number = ""] of readFileSync(file, "utf8").matchAll(/const \w+Lock = (7_313_\d{3});/g))
      users.set(number, [...(users.get(number) ?? []), file]);
  }
  expect(users.size).toBeGreaterThan(12);
  expect([...users].filter(([, found]) => found.length > 1)).toEqual([]);
});
