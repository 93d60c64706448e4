import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync, strToU8 } from "fflate";
import { afterAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/testing/test-database";
import { memories } from "@/drizzle/schema/memories";
import { makeTemporaryFolder } from "@/testing/product/temporary-folder";

const { database, url } = useTestDatabase();
const { folder, remove } = makeTemporaryFolder();
afterAll(remove);

type Run = { code: number | null; output: string };

/** Runs the command in a process of its own. */
const run = (...args: string[]): Promise<Run> => {
  const code = `const { default: run } = await import("./scripts/import.ts");
    process.exit(await run(process.argv.slice(1)).catch((error) => (console.log(error.message), 1)));`;
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "-e", code, "--", ...args],
    {
      env: {
        PATH: process.env.PATH ?? "",
        NODE_ENV: "test",
        DATABASE_URL: url(),
        LETHE_SECRET: "a secret for this test only, 32 characters",
      },
    },
  );
  let output = "";
  child.stdout.on("data", (data: Buffer) => (output += data.toString()));
  child.stderr.on("data", (data: Buffer) => (output += data.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ output, code: exitCode }));
  });
};
const fileOf = (name: string, content: string | Uint8Array): string => {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
};
const storedCount = () => database().$count(memories);

describe("npm run import", () => {
  it("says what became of a file, and answers 0 only when something was added and no line was bad", async () => {
    const page = {
      count: 250,
      next: "https://api.example.com/?page=2",
      results: [{ memory: "e", userId: "pg", hash: "h" }],
    };
    const file = fileOf("page.json.gz", gzipSync(strToU8(JSON.stringify(page))));
    const preview = await run("--preview", file);
    expect(preview.code).toBe(0);
    expect(preview.output).toContain(
      "Format: gzip, JSON\nFields to import:\n  memory\n  userId as user_id\nFields not imported: hash\n",
    );
    expect(await storedCount()).toBe(0);

    const added = await run(file);
    expect(added.code).toBe(0);
    expect(added.output.replace(/^To find .*\n/m, "")).toBe(
      `Not imported: hash (1 memory).
Warning: 249 of 250 memories that the file mentions are not in it. It is one of several pages: import the others too.
Read 1 memory from ${file}: 1 added, 0 already there, 0 bad.
`,
    );
    expect(added.output).toMatch(/filter by: Import is \d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)? UTC\.$/m);
    const again = await run(file);
    expect(again.code).toBe(1);
    expect(again.output).toContain("Nothing new: all of them were already there.");
    expect(await storedCount()).toBe(1);
  });

  it("answers 1 for a bad line, and names it", async () => {
    const file = fileOf("bad.jsonl", '{"memory":"a","userid":"x"}\n{"memory":"b","user_id":"x"}\n');
    const { code, output } = await run(file);
    expect(code).toBe(1);
    expect(output).toContain('line 1: "userid" is not a key that Lethe knows. Write "user_id".');
    expect(output).toContain("1 added, 0 already there, 1 bad.");
  });

  it("names in one sentence what it cannot read", async () => {
    const file = fileOf("chats.json", JSON.stringify([{ title: "Trip", mapping: {} }]));
    for (const args of [[file], ["--preview", file]]) {
      const { code, output } = await run(...args);
      expect(code).toBe(1);
      expect(output).toContain("This looks like chats exported from ChatGPT.");
      expect(output.trim().split("\n")).toHaveLength(1);
    }
    expect((await run(fileOf("empty.json", "[]"))).output).toContain(
      "Nothing was added: the file contains no memories.",
    );
  });

  it("tells its exit codes in its help", async () => {
    const { code, output } = await run("--help");
    expect(code).toBe(0);
    expect(output).toContain("with 1 when a line was bad, nothing was added");
  });
});
