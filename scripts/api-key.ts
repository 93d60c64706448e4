import { z } from "zod";
import { createApiKey } from "@/lib/api-keys/server/create-api-key";
import { listApiKeys } from "@/lib/api-keys/server/list-api-keys";
import { revokeApiKey } from "@/lib/api-keys/server/revoke-api-key";
import type { ApiKey } from "@/lib/api-keys/types";
import { setVariables } from "@/lib/env/set-variables";
import { readArguments, type Arguments } from "./api-key/arguments";
import { keyTable } from "./api-key/key-table";
import { commandError, openForCommand, type CommandContext } from "./command-database";
import { runToEnd } from "./run-to-end";
import { databaseSettingsFrom, databaseVariables } from "./database-settings";

/** `npm run api-key`: creates, lists and revokes keys, also while Lethe runs. 0 only when it succeeded. */
export default async function apiKey(args: string[]): Promise<number> {
  const asked = readArguments(args);
  // Kept here, since a key that was made before Ctrl-C is to be seen all the same: it is never shown again.
  const done: { lines: string[] | null } = { lines: null };
  const result = await runToEnd(async (lifetime) => {
    const settings = databaseSettingsFrom(z.object(databaseVariables).parse(setVariables(process.env)));
    done.lines = await carryOut(asked, await openForCommand("api-key", settings, lifetime));
  }).catch((error: unknown) => {
    throw commandError(error);
  });
  // Last of all, so that nothing the database says at its end comes behind the key.
  for (const line of done.lines ?? []) console.log(line);
  return result === null && done.lines === null ? 130 : 0;
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
