import { jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { actorJson, bytea, instant, roleText } from "./column-types.ts";

/** What lets an application in. Of a key only the digest is kept, and its beginning, to recognise it by. */
export const apiKeys = pgTable(
  "api_keys",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    name: text("name").notNull(),
    role: roleText("role").notNull(),
    prefix: text("prefix").notNull(),
    keyDigest: bytea("key_digest").notNull(),
    createdBy: actorJson("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    // To the minute: see lib/api-keys/server/note-key-use.ts.
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
    // What the key is narrowed to; null: not narrowed.
    storeId: text("store_id"),
    entities: jsonb("entities").$type<{ kind: "user" | "agent" | "app" | "run"; value: string }[]>(),
    expiresAt: instant("expires_at"),
  },
  (table) => [uniqueIndex("api_keys_digest").on(table.keyDigest)],
);
