import { execFile } from "node:child_process";
import { promisify } from "node:util";

export const createKey = (name: string, role: string): Promise<string> => {
  const { LETHE_E2E_DATA_DIR: dataDir } = process.env;
  if (dataDir === undefined) throw new Error("The product was not started.");
  return createKeyIn(dataDir, name, role);
};

/** Makes a key as an operator does: by the command, which prints it on its last line. */
export const createKeyIn = async (dataDir: string, name: string, role: string): Promise<string> => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["scripts/run.mjs", "api-key", "create", "--name", name, "--role", role],
    { env: { ...process.env, LETHE_DATA_DIR: dataDir } },
  );
  return stdout.trim().split("\n").at(-1) ?? "";
};

/** One call of Mem0's API, for what its client has no method for. */
export const callServer = async (
  apiKey: string,
  method: string,
  path: string,
): Promise<{ status: number; body: Record<string, unknown> }> => {
  const response = await fetch(`${process.env["LETHE_E2E_URL"] ?? ""}${path}`, {
    method,
    headers: { authorization: `Token ${apiKey}` },
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
