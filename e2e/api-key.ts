import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { sharedProduct } from "./shared-product";

export const createKey = (name: string, role: string): Promise<string> =>
  createKeyIn(sharedProduct().dataDir, name, role);

/** Makes a key as an operator does: by the command, which prints it on its last line. */
export const createKeyIn = async (dataDir: string, name: string, role: string): Promise<string> => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["scripts/run.mjs", "api-key", "create", "--name", name, "--role", role],
    { env: { ...process.env, LETHE_DATA_DIR: dataDir } },
  );
  return stdout.trim().split("\n").at(-1) ?? "";
};

type Called = { status: number; headers: Headers; body: Record<string, unknown> };

/** One call of Mem0's API, for what its client has no method for, or does otherwise. */
export const callServerAt = async (
  host: string,
  apiKey: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<Called> => {
  const response = await fetch(`${host}${path}`, {
    method,
    headers: {
      authorization: `Token ${apiKey}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { status, headers } = response;
  return { status, headers, body: (await response.json()) as Record<string, unknown> };
};

export const callServer = (apiKey: string, method: string, path: string, body?: unknown): Promise<Called> =>
  callServerAt(sharedProduct().url, apiKey, method, path, body);
