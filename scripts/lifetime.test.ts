import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const script = fileURLToPath(new URL("../testing/product/hold-lifetime.ts", import.meta.url));

/** How long it takes from SIGTERM to the end, in seconds, and what was said until then. */
const stopWhere = async (place: string) => {
  const child = spawn(process.execPath, ["--import", "tsx", script, place], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  const ended = once(child, "close");
  while (!said.includes("started")) await once(child.stdout, "data");
  const askedAt = performance.now();
  child.kill("SIGTERM");
  const [code] = (await ended) as [number | null];
  return { seconds: (performance.now() - askedAt) / 1000, said, code };
};

describe.concurrent("SIGTERM ends what was started within five seconds", () => {
  test("once it runs", async () => {
    expect(await stopWhere("")).toMatchObject({ said: "started\nstopped the first\n", code: 0 });
  });

  test("in the middle of a start that hangs", async () => {
    const { seconds, said, code } = await stopWhere("start");
    expect({ said, code }).toEqual({ said: "started\nstopped the first\n", code: 0 });
    expect(seconds).toBeLessThan(5);
  });

  test("with what a start under way starts meanwhile", async () => {
    const { seconds, said } = await stopWhere("late");
    expect(said).toBe("started\nstopped the first\nstopped the late one\n");
    expect(seconds).toBeLessThan(5);
  });

  test("also when the stopping itself hangs", async () => {
    expect((await stopWhere("stop")).seconds).toBeLessThan(5.5);
  });
});
