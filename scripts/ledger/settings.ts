import { z } from "zod";
import { setVariables } from "@/lib/env/set-variables";
import { anchorSettingsFrom, anchorVariables, type AnchorSettings } from "@/lib/env/anchor-settings";
import { databaseSettingsFrom, databaseVariables, type DatabaseSettings } from "../database-settings";
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

const environment = z.object({ ...databaseVariables, ...anchorVariables });
