import { spawn } from "node:child_process";
import { describe, expect, it } from "vitest";
import { createApiKey } from "@/lib/api-keys/server/create-api-key";
import { findApiKey } from "@/lib/api-keys/server/find-api-key";
import { useTestDatabase } from "@/testing/test-database";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { readArguments } from "./arguments";
import { keyTable } from "./key-table";

const { database, url, context } = useTestDatabase();

type Run = { code: number | null; output: string; errors: string };

/** Runs the command in a process of its own, with nothing in its environment that it is not given. */
const run = (args: string[], env: Record<string, string> = { DATABASE_URL: url() }): Promise<Run> => {
  const code = `const { default: apiKey } = await import("./scripts/api-key.ts");
    process.exit(await apiKey(process.argv.slice(1)).catch((error) => (console.error(error.message), 1)));`;
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "-e", code, "--", ...args],
    { env: { PATH: process.env.PATH ?? "", NODE_ENV: "test", ...env } },
  );
  const result: Run = { code: null, output: "", errors: "" };
  child.stdout.on("data", (data: Buffer) => (result.output += data.toString()));
  child.stderr.on("data", (data: Buffer) => (result.errors += data.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ ...result, code: exitCode }));
  });
};

describe("npm run api-key", () => {
  it("creates a key that is alone on the last line, lists it without its secret, and revokes it", async () => {
    const created = await run(["create", "--name", "Heron bot", "--role", "support"]);
    expect(created).toMatchObject({ code: 0, errors: "" });
    const key = created.output.trimEnd().split("\n").at(-1) ?? "";
    const found = await findApiKey(database(), key);
    expect(found).toMatchObject({ name: "Heron bot", role: "support" });

    const listed = await run(["list"]);
    expect(listed).toMatchObject({ code: 0, errors: "" });
    expect(listed.output).toMatch(/Heron bot +support +lethe_.{6}… +active +never/);
    expect(listed.output).not.toContain(key.slice(12));

    expect(await run(["revoke", found?.id ?? ""])).toMatchObject({ code: 0, errors: "" });
    expect(await findApiKey(database(), key)).toBeNull();
    const events = await database().select({ body: ledgerEvents.body }).from(ledgerEvents);
    expect(events.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([
      { actor: { kind: "system", id: "api-key-command" }, apiKeyId: found?.id },
      { actor: { kind: "system", id: "api-key-command" }, apiKeyId: found?.id },
    ]);
  });

  it("says in a sentence what it cannot do", async () => {
    const unknown = await run(["revoke", "3f0c2b8e-5d1a-4c7e-9b52-8f6a1d0e7c34"]);
    expect(unknown).toEqual({ code: 1, output: "", errors: "There is no API key with this ID.\n" });
    expect((await run(["list"], { LETHE_DATA_DIR: "/nowhere" })).errors).toMatch(/^There is no Lethe in /);
    const unreachable = await run(["list"], { DATABASE_URL: "postgres://127.0.0.1:1/x" });
    expect(unreachable.errors).toMatch(/cannot be used/);
  });

  it("gives the terminal no characters that it would carry out", async () => {
    const entities = [{ kind: "user" as const, value: "\u001b[2Jeve" }];
    const { apiKey } = await createApiKey(context(), { name: "bot", role: "viewer", entities });
    expect(keyTable({ keys: [apiKey], total: 1 }).at(-1)).toContain("user ⟨U+001B⟩[2Jeve");
  });
});

describe("its arguments", () => {
  it("are refused with how it goes when they are not complete or too many", () => {
    for (const args of [[], ["create"], ["create", "--name", "x"], ["list", "all"], ["make"], ["--what"]]) {
      expect(() => readArguments(args), args.join(" ")).toThrow(/^Usage:\n {2}npm run api-key -- create/);
    }
  });

  it("are refused with what is wrong when they cannot be meant", () => {
    const creating = (name: string, role: string) => ["create", "--name", name, "--role", role];
    expect(() => readArguments(creating("x", "boss"))).toThrow(/^The role must be one of viewer, support,/);
    expect(() => readArguments(creating(" ", "admin"))).toThrow("Enter a name for the key.");
    expect(() => readArguments(["revoke", "x"])).toThrow(/not the ID of a key/);
  });
});
