import { join, resolve } from "node:path";
import { z } from "zod";

/** Where heads of the ledger are written to, and how often. */
export type AnchorSettings = {
  /** Absolute. */
  file: string;
  /** The file lies in Lethe's own data folder: control of this machine is control of both. */
  isFileBesideLethe: boolean;
  url: string | null;
  everyMinutes: number;
};

const minutesMax = 7 * 24 * 60;

/** The variables, for lib/env/env.ts. None has to be set. */
export const anchorVariables = {
  LETHE_ANCHOR_FILE: z.string().optional(),
  LETHE_ANCHOR_URL: z
    .url({ protocol: /^https?$/, error: "must be an address like https://example.com/anchors" })
    // fetch() refuses such an address at every use; the start refuses it first.
    .refine(
      (text) => !URL.canParse(text) || new URL(text).username === "",
      "must be without a user name and password",
    )
    .optional(),
  LETHE_ANCHOR_MINUTES: z.coerce
    .number("must be a number")
    .int("must be a whole number of minutes")
    .min(1)
    .max(minutesMax)
    .default(60),
};

/**
 * Without LETHE_ANCHOR_FILE the file lies in the data folder. That is weak, yet not nothing: it shows what was done to the
 * database alone, such as an old backup put back or a visitor with SQL.
 */
export const anchorSettingsFrom = (
  variables: z.infer<z.ZodObject<typeof anchorVariables>>,
  dataDir: string,
): AnchorSettings => {
  const { LETHE_ANCHOR_FILE: file, LETHE_ANCHOR_URL: url, LETHE_ANCHOR_MINUTES: everyMinutes } = variables;
  return {
    file: file === undefined ? join(dataDir, "ledger-anchors.jsonl") : resolve(file),
    isFileBesideLethe: file === undefined || resolve(file).startsWith(join(dataDir, "/")),
    url: url ?? null,
    everyMinutes,
  };
};
