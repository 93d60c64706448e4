import { StoreError } from "@/lib/errors/store-error";
import { storeConnectionSchema, type StoreConnection } from "@/lib/stores/store-settings";
import type { ShownStore } from "@/lib/stores/shown-store";
import type { StoreId } from "../store-ids";
import { storeIdSchema } from "../store-id-schema";
import { SealError } from "@/lib/text/server/seal";
import type { stores } from "@/drizzle/schema/stores";
import { sealCredentials, unsealCredentials } from "./seal-credentials";

export type StoreRow = typeof stores.$inferSelect;
export type ConfiguredStore = { id: StoreId; name: string; connection: StoreConnection };

/** A row with its credentials opened; throws StoreError `settings_unreadable`. */
export const configuredStore = (secret: string, row: StoreRow): ConfiguredStore => {
  const id = storeIdSchema.parse(row.id);
  const url = urlOf(row.settings);
  if (url === null) throw new StoreError("settings_unreadable");
  try {
    const credentials = unsealCredentials(secret, { id, kind: row.kind, url }, row.credentials);
    const connection = storeConnectionSchema.safeParse({
      kind: row.kind,
      settings: row.settings,
      credentials,
    });
    if (!connection.success) throw new StoreError("settings_unreadable");
    return { id, name: row.name, connection: connection.data };
  } catch (error) {
    if (error instanceof SealError) throw new StoreError("settings_unreadable");
    throw error;
  }
};

/** The columns that say how a store is reached. */
export const connectionColumns = (
  secret: string,
  id: StoreId,
  { kind, settings, credentials }: StoreConnection,
): Pick<StoreRow, "kind" | "settings" | "credentials"> => ({
  kind,
  settings,
  credentials: sealCredentials(secret, { id, kind, url: settings.url }, credentials),
});

/** A row as it crosses the wire. */
export const shownStore = (
  row: Omit<StoreRow, "credentials" | "updatedAt">,
  unfinishedCount: number,
): ShownStore => ({
  id: storeIdSchema.parse(row.id),
  kind: row.kind,
  name: row.name,
  url: urlOf(row.settings),
  source: row.source,
  credentialsSetAt: row.credentialsSetAt.toISOString(),
  createdAt: row.createdAt.toISOString(),
  disabledAt: row.disabledAt?.toISOString() ?? null,
  unfinishedCount,
});

const urlOf = (settings: unknown): string | null =>
  typeof settings === "object" && settings !== null && "url" in settings && typeof settings.url === "string"
    ? settings.url
    : null;
