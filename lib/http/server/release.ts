import { readFileSync } from "node:fs";
import path from "node:path";

let known: string | undefined;

/** The id of the build that this process serves; "development" where nothing was built. */
export const release = (): string => (known ??= readBuildId());

const readBuildId = (): string => {
  try {
    return readFileSync(path.join(process.cwd(), ".next", "BUILD_ID"), "utf8").trim();
  } catch {
    return "development";
  }
};
