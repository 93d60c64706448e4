import type { Context } from "@/lib/access/context";
import { openDatabase } from "@/lib/database/server/database";
import { databaseNow } from "@/lib/database/server/database-clock";
import { DatabaseError } from "@/lib/database/server/database-error";
import { migrateDatabase } from "@/lib/database/server/migrate-database";
import { ExpectedError } from "@/lib/errors/expected-error";
import type { DatabaseSettings } from "./database-settings";
import { databaseStartError } from "./database-start-error";
import { findDatabase } from "./find-database";
import type { Lifetime } from "./lifetime";
import { StartError } from "./start-error";

/** In which a command calls Lethe's verbs: as the machine itself. */
export type CommandContext = Pick<Context, "actor" | "database" | "now">;

/**
 * Opens the database for `npm run NAME` until the lifetime ends; one that was never used has its tables then, so that a script can
 * set Lethe up before its first start. Throws a StartError that says why it cannot.
 */
export async function openForCommand(
  name: string,
  settings: DatabaseSettings,
  lifetime: Lifetime,
): Promise<CommandContext> {
  const url = await findDatabase(settings, lifetime);
  await migrateDatabase(url).catch((error: unknown) => {
    throw databaseStartError(error);
  });
  lifetime.signal.throwIfAborted();
  const database = openDatabase(url, { connectionsMax: 2 });
  lifetime.onStop(() => database.$client.end());
  return {
    actor: { kind: "system", id: `${name}-command`, label: `npm run ${name}` },
    database,
    now: databaseNow,
  };
}

/** What a person can do something about, as a StartError; anything else as it is. */
export function commandError(error: unknown): unknown {
  if (error instanceof ExpectedError) return new StartError(error.message);
  if (error instanceof DatabaseError) {
    return new StartError(`The database could not do this (${error.code}). Nothing was changed.`);
  }
  return error;
}
