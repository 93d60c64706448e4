import { randomUUID } from "node:crypto";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import path from "node:path";

/**
 * A text of the data folder that only its owner may read, such as a key; made once, by `make`, when it is not there. Processes that
 * come at once agree on one, and what is there is never replaced. Throws the system's error when it can be neither read nor made.
 */
export const readOrMakePrivate = async (file: string, make: () => string | Buffer): Promise<string> =>
  (await readOrNull(file)) ?? (await makePrivate(file, make()));

/** Written whole under a name of its own, and then given this one unless another process was first: nobody ever reads half of it. */
const makePrivate = async (file: string, content: string | Buffer): Promise<string> => {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}.part`;
  const handle = await open(draft, "wx", 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
    await link(draft, file).catch((error: unknown) => {
      if (!isCode(error, "EEXIST")) throw error;
    });
  } finally {
    await handle.close();
    await rm(draft, { force: true });
  }
  return readFile(/* turbopackIgnore: true */ file, "utf8");
};

/** Null when there is no such file. */
// The bundler would take a path that it does not know for the whole project.
const readOrNull = async (file: string): Promise<string | null> => {
  try {
    return await readFile(/* turbopackIgnore: true */ file, "utf8");
  } catch (error) {
    if (isCode(error, "ENOENT")) return null;
    throw error;
  }
};

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;
