import { sql } from "drizzle-orm";
import { bigint, boolean, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { actorJson, bytea, instant, roleText } from "./column-types.ts";

/**
 * People who sign in. A member without a password and without an OpenID Connect subject was invited and has not come yet. Rows
 * stay when people leave (disabled), so that history keeps their names; an address is erased by changing it in the row.
 */
export const members = pgTable(
  "members",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    email: text("email").notNull(),
    role: roleText("role").notNull(),
    passwordHash: text("password_hash"),
    passwordChangedAt: instant("password_changed_at"),
    // Who the member is to the OpenID Connect provider: its issuer, and the subject there.
    oidcIssuer: text("oidc_issuer"),
    oidcSubject: text("oidc_subject"),
    // The secret of the one-time passwords, sealed. Not asked for until the member has shown that the app is set up.
    totpSecret: bytea("totp_secret"),
    totpConfirmedAt: instant("totp_confirmed_at"),
    // The time step of the last one-time password, so that none is taken twice.
    totpLastStep: bigint("totp_last_step", { mode: "number" }),
    createdAt: instant("created_at").notNull().defaultNow(),
    disabledAt: instant("disabled_at"),
  },
  (table) => [
    uniqueIndex("members_email").on(sql`lower(${table.email})`),
    uniqueIndex("members_oidc").on(table.oidcIssuer, table.oidcSubject),
  ],
);

/** One-time links with which the first member is made. Only the digest of the token is kept. */
export const setUpTokens = pgTable("set_up_tokens", {
  tokenDigest: text("token_digest").primaryKey(),
  expiresAt: instant("expires_at").notNull(),
});

/**
 * One-time links by which a member sets a password: of an invitation, or after a reset. A new one takes the place of the earlier.
 * A used one stays until then, so that opening it again says so.
 */
export const memberLinks = pgTable(
  "member_links",
  {
    tokenDigest: text("token_digest").primaryKey(),
    memberId: uuid("member_id")
      .notNull()
      .references(() => members.id),
    kind: text("kind").$type<"invite" | "reset">().notNull(),
    // Of a reset, for a member who has lost what the one-time passwords come from.
    removesTotp: boolean("removes_totp").notNull().default(false),
    createdBy: actorJson("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (table) => [index("member_links_member").on(table.memberId)],
);

/** Each gets a member in once, in the place of a one-time password. Only digests are kept. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    codeDigest: bytea("code_digest").primaryKey(),
    memberId: uuid("member_id")
      .notNull()
      .references(() => members.id),
    usedAt: instant("used_at"),
  },
  (table) => [index("recovery_codes_member").on(table.memberId)],
);

/**
 * Where members are signed in. `device` and `address` say so to the member ("Firefox on Windows"). Personal data: rows are
 * removed thirty days after the session ended.
 */
export const sessions = pgTable(
  "sessions",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    memberId: uuid("member_id")
      .notNull()
      .references(() => members.id),
    method: text("method").$type<"password" | "oidc">().notNull(),
    device: text("device").notNull(),
    address: text("address"),
    createdAt: instant("created_at").notNull(),
    // To the minute: see lib/access/server/session-member.ts.
    lastSeenAt: instant("last_seen_at").notNull(),
    // When the member last showed who they are: at sign-in, or when asked again before something that cannot be undone.
    authenticatedAt: instant("authenticated_at").notNull(),
    // The absolute limit; the idle one is counted from last_seen_at.
    expiresAt: instant("expires_at").notNull(),
    endedAt: instant("ended_at"),
    endReason: text("end_reason").$type<
      "signed_out" | "signed_out_elsewhere" | "disabled" | "password_changed" | "role_changed"
    >(),
  },
  (table) => [
    index("sessions_member").on(table.memberId, table.createdAt.desc().nullsFirst()),
    index("sessions_ended").on(table.expiresAt),
  ],
);

/**
 * Browsers in which a member has signed in before, by the digest of a cookie: guesses that come from elsewhere do not slow these
 * down. Removed 180 days after the last sign-in.
 */
export const knownDevices = pgTable(
  "known_devices",
  {
    tokenDigest: bytea("token_digest").primaryKey(),
    memberId: uuid("member_id")
      .notNull()
      .references(() => members.id),
    lastSeenAt: instant("last_seen_at").notNull(),
  },
  (table) => [index("known_devices_member").on(table.memberId)],
);
