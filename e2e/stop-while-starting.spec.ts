import { spawn } from "node:child_process";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "playwright/test";
import { childrenOf, commandLine } from "@/scripts/process-table";
import { findFreePort } from "@/scripts/ports";
import { makeTemporaryFolder } from "@/testing/product/temporary-folder";

// Who starts Lethe and thinks better of it, or whose supervisor does, waits for it five seconds at most, and finds nothing of
// it left, at any moment.

const secondsMax = 5;
const temporary = makeTemporaryFolder();
test.afterAll(() => temporary.remove());

/** Starts it as a person does; `until` says when to stop it. */
const stopAt = async (
  name: string,
  until: (seen: { output: () => string; url: string }) => Promise<unknown>,
) => {
  const dataDir = path.join(temporary.folder, name);
  const port = await findFreePort();
  const launcher = spawn(process.execPath, [path.join("scripts", "run.mjs"), "up"], {
    env: { ...process.env, LETHE_DATA_DIR: dataDir, PORT: String(port), LETHE_SAMPLE: "off" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [launcher.stdout, launcher.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const exited = new Promise<void>((resolve) => launcher.once("exit", () => resolve()));
  await until({ output: () => output, url: `http://127.0.0.1:${port}` });
  const children = childrenOf(launcher.pid ?? 0);
  const askedAt = performance.now();
  launcher.kill("SIGTERM");
  await Promise.race([exited, delay(20_000)]);
  const seconds = (performance.now() - askedAt) / 1000;
  expect(seconds, `${name}: ${output}`).toBeLessThan(secondsMax);
  // Postgres may still be writing its checkpoint; it has the signal.
  await expect
    .poll(() => children.filter((pid) => commandLine(pid).trim() !== "").map(commandLine), {
      timeout: 15_000,
    })
    .toEqual([]);
  return output;
};

const said = (words: string) => async (seen: { output: () => string }) => {
  while (!seen.output().includes(words)) await delay(2);
};
const after = (ms: number) => () => delay(ms);

for (const [name, until] of [
  ["at-once", after(150)],
  ["in-half-a-second", after(500)],
  ["creating-the-database", said("Creating the database.")],
  ["starting-the-web-server", said("Starting the web server.")],
  ["ready", said("Lethe is ready")],
] as const) {
  test(`SIGTERM ends a start within ${secondsMax} seconds: ${name}`, async () => {
    test.setTimeout(360_000);
    await stopAt(name, until);
  });
}

test(`SIGTERM ends a start within ${secondsMax} seconds: whenever, and as health first answers`, async () => {
  test.setTimeout(900_000);
  for (const ms of [200, 700]) {
    await stopAt(`web-${ms}`, async (seen) => {
      await said("Starting the web server.")(seen);
      await delay(ms);
    });
  }
  for (let round = 0; round < 2; round++) {
    await stopAt(`health-${round}`, async ({ url }) => {
      for (;;) {
        const response = await fetch(`${url}/api/health`).catch(() => null);
        if (response?.status === 200) return;
        await delay(2);
      }
    });
  }
});
