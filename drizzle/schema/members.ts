import { sql } from "drizzle-orm";
import { integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, roleText } from "./column-types.ts";

export const members = pgTable(
  "members",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    email: text("email").notNull(),
    role: roleText("role").notNull(),
    passwordHash: text("password_hash").notNull(),
    // A session carries the version it was made under; raising it ends every session of the member.
    sessionVersion: integer("session_version").notNull().default(1),
    createdAt: instant("created_at").notNull().defaultNow(),
    disabledAt: instant("disabled_at"),
  },
  (table) => [uniqueIndex("members_email").on(sql`lower(${table.email})`)],
);

/** One-time links with which the first member is made. Only the digest of the token is kept. */
export const setUpTokens = pgTable("set_up_tokens", {
  tokenDigest: text("token_digest").primaryKey(),
  expiresAt: instant("expires_at").notNull(),
});
