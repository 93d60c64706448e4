import path from "node:path";
import { z } from "zod";

/** Where Lethe's database is, for commands that need no more than that. */
export interface DatabaseSettings {
  /** Null means: the embedded database. */
  databaseUrl: string | null;
  /** Absolute. */
  dataDir: string;
}

/** The variables. None has to be set. */
export const databaseVariables = {
  DATABASE_URL: z.string().optional(),
  LETHE_DATA_DIR: z.string().default(".lethe"),
};

export const databaseSettingsFrom = (variables: {
  DATABASE_URL?: string | undefined;
  LETHE_DATA_DIR: string;
}): DatabaseSettings => ({
  databaseUrl: variables.DATABASE_URL ?? null,
  dataDir: path.resolve(variables.LETHE_DATA_DIR),
});
