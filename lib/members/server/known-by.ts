import { eq } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { knownDevices } from "@/drizzle/schema/members";
import { deviceDigest } from "./known-device";

/** The browser's cookie (known-device.ts) at sign-in, or null; or the session in which a member is asked again. */
export type AskedIn = { deviceToken: string | null } | { sessionId: string };

/** What a member is known by, for `takeGuess`: their session, or a browser in which they have signed in before. Else null. */
export const knownBy = async (
  database: Database,
  memberId: string | null,
  askedIn: AskedIn,
): Promise<string | null> => {
  if ("sessionId" in askedIn) return `session ${askedIn.sessionId}`;
  if (askedIn.deviceToken === null) return null;
  // Asked for no member, too: else it would be quicker.
  const digest = deviceDigest(memberId ?? "nobody", askedIn.deviceToken);
  const [known] = await database
    .select({ memberId: knownDevices.memberId })
    .from(knownDevices)
    .where(eq(knownDevices.tokenDigest, digest));
  return known === undefined ? null : `device ${digest.toString("base64url")}`;
};
