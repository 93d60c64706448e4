import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { setVariables } from "@/lib/env/set-variables";
import { anchorSettingsFrom, anchorVariables, type AnchorSettings } from "@/lib/env/anchor-settings";
import { databaseSettingsFrom, databaseVariables, type DatabaseSettings } from "../database-settings";
import { readOrCreateSecrets } from "../postgres/data-folder";
import { StartError } from "../start-error";

/** Fewer than Lethe itself needs: a verifier is given no secret. */
export function readLedgerSettings(): DatabaseSettings & { anchors: AnchorSettings } {
  const parsed = environment.safeParse(setVariables(process.env));
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new StartError(lines.join("\n"));
  }
  const settings = databaseSettingsFrom(parsed.data);
  return { ...settings, anchors: anchorSettingsFrom(parsed.data, settings.dataDir) };
}

/** LETHE_SECRET, or the one of the data folder: a verifier that matches names needs it, and no other. */
export function readSecret(): string {
  const { LETHE_SECRET: secret } = setVariables(process.env);
  if (secret !== undefined) return secret;
  const { dataDir } = readLedgerSettings();
  if (!existsSync(path.join(dataDir, "secrets.json"))) {
    throw new StartError(
      "Names can be matched with LETHE_SECRET alone: set it, or LETHE_DATA_DIR to Lethe’s data folder.",
    );
  }
  return readOrCreateSecrets(dataDir).letheSecret;
}

const environment = z.object({ ...databaseVariables, ...anchorVariables });
