import { eq } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { ExpectedError } from "@/lib/errors/expected-error";
import { requirePermission } from "@/lib/access/require-permission";
import type { StoreProbe } from "@/lib/stores/probe";
import type { TestStoreInput } from "@/lib/stores/schema";
import { storeIdSchema } from "../store-id-schema";
import { stores } from "@/drizzle/schema/stores";
import { adapterOf } from "./adapter-of";
import { connectionWith } from "./change-store";
import { configuredStore, type ConfiguredStore } from "./store-row";

const secondsMax = 60;

/**
 * Tries what works in a store: one that is set up, the same with other credentials, or one that is not there yet. Deletes
 * nothing and writes nothing. Throws not_permitted, not_found, invalid_input, and StoreError `settings_unreadable`.
 */
export const testStore = async (
  ctx: Pick<Context, "actor" | "database" | "secret" | "allowsPrivateStores">,
  input: TestStoreInput,
  signal: AbortSignal = AbortSignal.timeout(secondsMax * 1000),
): Promise<StoreProbe> => {
  requirePermission(ctx.actor, "stores:manage");
  const adapter = adapterOf(await configured(ctx, input), { allowsPrivate: ctx.allowsPrivateStores });
  try {
    return await adapter.probe(signal);
  } finally {
    await adapter.close();
  }
};

const configured = async (
  { database, secret }: Pick<Context, "database" | "secret">,
  input: TestStoreInput,
): Promise<ConfiguredStore> => {
  if ("connection" in input) {
    return { id: storeIdSchema.parse("new"), name: "New store", connection: input.connection };
  }
  const [row] = await database.select().from(stores).where(eq(stores.id, input.id));
  if (row === undefined) throw new ExpectedError("not_found", "There is no such store.");
  if (input.credentials === undefined) return configuredStore(secret, row);
  return { id: input.id, name: row.name, connection: connectionWith(row, input.credentials) };
};
