import { join, resolve } from "node:path";
import { z } from "zod";

/** Where erasures are written down outside of the database. */
export type JournalSettings = {
  /** Absolute; earlier parts lie beside it. */
  file: string;
  /** The file lies in Lethe's own data folder: who restores or loses that has the journal restored or lost with it. */
  isFileBesideLethe: boolean;
  url: string | null;
  /** How long what was written is kept. */
  months: number;
  /** LETHE_REPLAY_ERASURES: whether what a restored backup brings back is erased again unasked. */
  replaysByItself: boolean;
};

/** The variables, for lib/env/env.ts. None has to be set. */
export const journalVariables = {
  LETHE_JOURNAL_FILE: z.string().optional(),
  LETHE_JOURNAL_URL: z
    .url({ protocol: /^https?$/, error: "must be an address like https://example.com/journal" })
    .refine(
      (text) => !URL.canParse(text) || new URL(text).username === "",
      "must be without a user name and password",
    )
    .optional(),
  LETHE_JOURNAL_MONTHS: z.coerce
    .number("must be a number")
    .int("must be a whole number of months")
    .min(1)
    .max(240)
    .default(24),
  LETHE_REPLAY_ERASURES: z.enum(["on", "off"], "must be on or off").default("off"),
};

export const journalSettingsFrom = (
  variables: z.infer<z.ZodObject<typeof journalVariables>>,
  dataDir: string,
): JournalSettings => {
  const { LETHE_JOURNAL_FILE: file, LETHE_JOURNAL_URL: url } = variables;
  return {
    file: file === undefined ? join(dataDir, "erasure-journal.jsonl") : resolve(file),
    isFileBesideLethe: file === undefined || resolve(file).startsWith(join(dataDir, "/")),
    url: url ?? null,
    months: variables.LETHE_JOURNAL_MONTHS,
    replaysByItself: variables.LETHE_REPLAY_ERASURES === "on",
  };
};
