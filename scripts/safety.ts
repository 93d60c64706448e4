import { z } from "zod";
import { databaseNow } from "@/lib/database/server/database-clock";
import { openDatabase } from "@/lib/database/server/database";
import { setVariables } from "@/lib/env/set-variables";
import { turnRuleOff } from "@/lib/safety/server/change-rule";
import { readSafetyRule } from "@/lib/safety/server/read-rule";
import type { SafetyRule } from "@/lib/safety/types";
import { commandError } from "./command-database";
import { databaseSettingsFrom, databaseVariables } from "./database-settings";
import { findDatabase } from "./find-database";
import { runToEnd } from "./run-to-end";
import type { Lifetime } from "./lifetime";
import { StartError } from "./start-error";

/** `npm run safety`: shows the second-person rule, and turns it off, also while Lethe runs. 0 only when it succeeded. */
export default async function safety(args: string[]): Promise<number> {
  const [command, ...rest] = args;
  if ((command !== "status" && command !== "off") || rest.length > 0) throw new StartError(usage);
  const result = await runToEnd((lifetime) => carryOut(command, lifetime)).catch((error: unknown) => {
    throw commandError(error);
  });
  return result === null ? 130 : 0;
}

async function carryOut(command: "status" | "off", lifetime: Lifetime): Promise<void> {
  const settings = databaseSettingsFrom(z.object(databaseVariables).parse(setVariables(process.env)));
  const url = await findDatabase(settings, lifetime);
  lifetime.signal.throwIfAborted();
  const database = openDatabase(url, { connectionsMax: 2 });
  lifetime.onStop(() => database.$client.end());
  if (command === "status") {
    console.log(ruleWords(await readSafetyRule(database)));
    return;
  }
  const actor = { kind: "system" as const, id: "safety-command", label: "npm run safety" };
  const wasOn = await turnRuleOff({ actor, database, now: databaseNow });
  console.log(
    wasOn
      ? "The second-person rule is off; the ledger has recorded it. What was already waiting for approval still waits, until it is approved, cancelled or expires."
      : "The second-person rule was already off.",
  );
}

const ruleWords = ({ isOn, countMax, coversSupport }: SafetyRule): string =>
  isOn
    ? `The second-person rule is on: wildcards and wipes${
        countMax === null ? "" : `, deletions of more than ${countMax} memories`
      }${coversSupport ? ", and every deletion by the role support" : ""} wait for another admin.`
    : "The second-person rule is off.";

const usage = `Usage:
  npm run safety -- status   says whether deletions wait for a second person, and which
  npm run safety -- off      turns the rule off, for when no second admin is left; the ledger records it`;
