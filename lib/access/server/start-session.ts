import Bowser from "bowser";
import { and, eq, isNull } from "drizzle-orm";
import type { Queryable } from "@/lib/database/server/database";
import { sessionSettings } from "@/lib/env/env";
import { ExpectedError } from "@/lib/errors/expected-error";
import { members, sessions } from "@/drizzle/schema/members";

/**
 * Starts a session for a member who has just shown who they are; its id is new at every sign-in. It ends LETHE_SESSION_HOURS
 * from `now` at the latest. `authenticatedAt`: when the member last showed who they are, which is now unless a provider says
 * otherwise. `userAgent` and `address` are what the request says, or null. `passwordHash`: the one by which they showed it. Throws
 * not_signed_in when that is no longer theirs, or the member was disabled: what ended their sessions had to end this one as well.
 */
export const startSession = async (
  database: Queryable,
  input: {
    memberId: string;
    method: "password" | "oidc";
    userAgent: string | null;
    address: string | null;
    now: Date;
    authenticatedAt?: Date;
    passwordHash?: string;
  },
): Promise<{ id: string; expiresAt: Date }> => {
  const { memberId, method, userAgent, address, now, authenticatedAt = now, passwordHash } = input;
  const expiresAt = new Date(now.getTime() + sessionSettings().hours * 3_600_000);
  return database.transaction(async (transaction) => {
    // Locked: a new password, or being disabled, comes before this or ends the session with the others.
    const [member] = await transaction
      .select({ id: members.id })
      .from(members)
      .where(
        and(
          eq(members.id, memberId),
          isNull(members.disabledAt),
          passwordHash === undefined ? undefined : eq(members.passwordHash, passwordHash),
        ),
      )
      .for("share");
    if (member === undefined) {
      throw new ExpectedError("not_signed_in", "Your account was changed just now. Sign in again.");
    }
    const [row] = await transaction
      .insert(sessions)
      .values({
        memberId,
        method,
        device: deviceWords(userAgent),
        address,
        createdAt: now,
        lastSeenAt: now,
        authenticatedAt,
        expiresAt,
      })
      .returning({ id: sessions.id });
    if (row === undefined) throw new Error("An insert answered no row.");
    return { id: row.id, expiresAt };
  });
};

const nameLengthMax = 60;

/** A browser as its user knows it, by what it says of itself: "Firefox on Windows". */
export const deviceWords = (userAgent: string | null): string => {
  if (userAgent === null || userAgent === "") return "Unknown device";
  const parsed = Bowser.parse(userAgent);
  const browser = shortened(parsed.browser.name);
  const system = shortened(parsed.os.name);
  if (browser === null) return system === null ? "Unknown device" : `A browser on ${system}`;
  return system === null ? browser : `${browser} on ${system}`;
};

// A browser can call itself whatever it likes.
const shortened = (name: string | undefined): string | null =>
  name === undefined || name === "" ? null : name.slice(0, nameLengthMax);
