import { databaseNow } from "@/lib/database/server/database-clock";
import { z } from "zod";
import { createApiKey } from "@/lib/api-keys/server/create-api-key";
import { listApiKeys } from "@/lib/api-keys/server/list-api-keys";
import { revokeApiKey } from "@/lib/api-keys/server/revoke-api-key";
import type { ApiKey } from "@/lib/api-keys/types";
import type { Context } from "@/lib/access/context";
import { openDatabase } from "@/lib/database/server/database";
import { DatabaseError } from "@/lib/database/server/database-error";
import { migrateDatabase } from "@/lib/database/server/migrate-database";
import { setVariables } from "@/lib/env/set-variables";
import { ExpectedError } from "@/lib/errors/expected-error";
import { readArguments, type Arguments } from "./api-key/arguments";
import { keyTable } from "./api-key/key-table";
import { runToEnd } from "./run-to-end";
import { databaseSettingsFrom, databaseVariables } from "./database-settings";
import { findDatabase } from "./find-database";
import type { Lifetime } from "./lifetime";
import { databaseStartError } from "./database-start-error";
import { StartError } from "./start-error";

/** `npm run api-key`: creates, lists and revokes keys, also while Lethe runs. 0 only when it succeeded. */
export default async function apiKey(args: string[]): Promise<number> {
  const asked = readArguments(args);
  // Kept here, since a key that was made before Ctrl-C is to be seen all the same: it is never shown again.
  const done: { lines: string[] | null } = { lines: null };
  const result = await runToEnd(async (lifetime) => {
    done.lines = await carryOut(asked, await connect(lifetime));
  }).catch((error: unknown) => {
    throw inWords(error);
  });
  // Last of all, so that nothing the database says at its end comes behind the key.
  for (const line of done.lines ?? []) console.log(line);
  return result === null && done.lines === null ? 130 : 0;
}

type CommandContext = Pick<Context, "actor" | "database" | "now">;

async function connect(lifetime: Lifetime): Promise<CommandContext> {
  const settings = databaseSettingsFrom(z.object(databaseVariables).parse(setVariables(process.env)));
  const url = await findDatabase(settings, lifetime);
  // So that a key can be made before the first start of a Lethe that is being set up by a script.
  await migrateDatabase(url).catch((error: unknown) => {
    throw databaseStartError(error);
  });
  lifetime.signal.throwIfAborted();
  const database = openDatabase(url, { connectionsMax: 2 });
  lifetime.onStop(() => database.$client.end());
  return {
    actor: { kind: "system", id: "api-key-command", label: "npm run api-key" },
    database,
    now: databaseNow,
  };
}

/** What to print. */
async function carryOut(asked: Arguments, ctx: CommandContext): Promise<string[]> {
  switch (asked.command) {
    case "create": {
      const { apiKey: made, key } = await createApiKey(ctx, asked.input);
      return [`Created the key ${described(made)}. It will not be shown again:`, key];
    }
    case "list":
      return keyTable(await listApiKeys(ctx));
    case "revoke":
      return [
        `The key ${described(await revokeApiKey(ctx, asked))} is revoked: requests with it are refused.`,
      ];
  }
}

const described = ({ name, role, id }: ApiKey): string => `"${name}" of the role ${role} (${id})`;

/** What a person can do something about, in words. */
function inWords(error: unknown): unknown {
  if (error instanceof ExpectedError) return new StartError(error.message);
  if (error instanceof DatabaseError) {
    return new StartError(`The database could not do this (${error.code}). Nothing was changed.`);
  }
  return error;
}
