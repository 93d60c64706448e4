import path from "node:path";
import { z } from "zod";
import { anchorSettingsFrom, anchorVariables, type AnchorSettings } from "@/lib/ledger/anchor-settings";
import { StartError } from "../start-error";

/** Fewer than Lethe itself needs: a verifier is given no secret. */
export function readLedgerSettings(): {
  databaseUrl: string | null;
  dataDir: string;
  anchors: AnchorSettings;
} {
  const parsed = environment.safeParse(process.env);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new StartError(lines.join("\n"));
  }
  const { DATABASE_URL, LETHE_DATA_DIR } = parsed.data;
  const dataDir = path.resolve(LETHE_DATA_DIR === "" ? ".lethe" : LETHE_DATA_DIR);
  return {
    databaseUrl: DATABASE_URL === "" ? null : DATABASE_URL,
    dataDir,
    anchors: anchorSettingsFrom(parsed.data, dataDir),
  };
}

const environment = z.object({
  DATABASE_URL: z.string().default(""),
  LETHE_DATA_DIR: z.string().default(""),
  ...anchorVariables,
});
