import { spawn } from "node:child_process";
import { expect, it } from "vitest";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { readSafetyRule } from "@/lib/safety/server/read-rule";
import { setRule } from "@/testing/approvals/admins";
import { useTestDatabase } from "@/testing/test-database";

const { database, url } = useTestDatabase();

/** Runs the command in a process of its own, with nothing in its environment that it is not given. */
const run = (...args: string[]): Promise<{ code: number | null; output: string; errors: string }> => {
  const code = `const { default: safety } = await import("./scripts/safety.ts");
    process.exit(await safety(process.argv.slice(1)).catch((error) => (console.error(error.message), 1)));`;
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "-e", code, "--", ...args],
    { env: { PATH: process.env.PATH ?? "", NODE_ENV: "test", DATABASE_URL: url() } },
  );
  let [output, errors] = ["", ""];
  child.stdout.on("data", (data: Buffer) => (output += data.toString()));
  child.stderr.on("data", (data: Buffer) => (errors += data.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ code: exitCode, output, errors }));
  });
};

it("npm run safety says how the rule is, and turns it off, which the ledger records", async () => {
  await setRule(database(), { isOn: true, countMax: 100 });
  expect(await run("status")).toEqual({
    code: 0,
    output:
      "The second-person rule is on: wildcards and wipes, deletions of more than 100 memories wait for another admin.\n",
    errors: "",
  });
  expect(await run("off")).toMatchObject({ code: 0, errors: "" });
  expect((await readSafetyRule(database())).isOn).toBe(false);
  const events = await database().select().from(ledgerEvents);
  expect(events.map(({ kind }) => kind)).toEqual(["safety.rule-changed"]);
  expect((await run("off")).output).toBe("The second-person rule was already off.\n");
  const wrong = await run("on");
  expect(wrong.code).toBe(1);
  expect(wrong.errors).toMatch(/^Usage:\n {2}npm run safety -- status/);
});
