import { spawnSync } from "node:child_process";
import { expect, test } from "playwright/test";
import { createKey } from "./api-key";
import { sharedProduct } from "./shared-product";

const python = process.env["LETHE_PYTHON"] ?? "python3";

test("Mem0's official Python client works unchanged", async () => {
  const found = spawnSync(python, ["-c", "import mem0; mem0.MemoryClient"], {
    env: { ...process.env, MEM0_TELEMETRY: "False" },
  });
  test.skip(
    found.status !== 0,
    `${python} has no mem0ai: "pip install mem0ai", or name a Python that has it in LETHE_PYTHON.`,
  );
  const key = await createKey("Python client", "admin");
  const { status, stdout, stderr } = spawnSync(python, ["e2e/mem0_client.py"], {
    env: { ...process.env, LETHE_URL: sharedProduct().url, LETHE_API_KEY: key },
    encoding: "utf8",
    timeout: 50_000,
  });
  expect({ status, stdout: stdout.trim(), stderr: status === 0 ? "" : stderr }).toEqual({
    status: 0,
    stdout: "The Python client found everything as Mem0 documents it.",
    stderr: "",
  });
});
