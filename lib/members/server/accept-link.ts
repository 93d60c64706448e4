import { eq } from "drizzle-orm";
import { endSessions } from "@/lib/access/server/end-sessions";
import type { Database } from "@/lib/database/server/database";
import { recordEvent } from "@/lib/ledger/server/record-event";
import type { AcceptLinkInput } from "@/lib/members/schema";
import type { LinkRefusal, OpenedLink } from "@/lib/members/types";
import { memberLinks, members } from "@/drizzle/schema/members";
import { forgetDevices } from "./known-device";
import { lockMembers } from "./lock-members";
import { linkDigest } from "./new-link";
import { openLink } from "./open-link";
import { hashPassword } from "./password";
import { refuseCommonPassword } from "./refuse-common-password";
import { removeTotp } from "./remove-totp";

/**
 * Sets the password of the member whose link this is, uses the link up, ends every session that there was, and forgets the browsers
 * they were known in. One that was made for it removes the one-time passwords. Answers what the
 * link was for, or why it does not work. Throws invalid_input for a password that is easy to guess.
 */
export const acceptLink = async (
  database: Database,
  { token, password }: AcceptLinkInput,
  now: Date,
): Promise<OpenedLink | LinkRefusal> => {
  // Looked at first: a hash is expensive, and anybody can ask.
  const seen = await openLink(database, { token, now });
  if (typeof seen === "string") return seen;
  await refuseCommonPassword(password, seen.link.email);
  const passwordHash = await hashPassword(password);
  return database.transaction(async (transaction) => {
    await lockMembers(transaction);
    // Of two at once the second finds it used.
    const found = await openLink(transaction, { token, now });
    if (typeof found === "string") return found;
    const { memberId, link } = found;
    await transaction
      .update(memberLinks)
      .set({ usedAt: now })
      .where(eq(memberLinks.tokenDigest, linkDigest(token)));
    await transaction
      .update(members)
      .set({ passwordHash, passwordChangedAt: now })
      .where(eq(members.id, memberId));
    if (link.removesTotp) {
      await removeTotp(transaction, { memberId, actor: { kind: "member", id: memberId }, now });
    }
    await endSessions(transaction, { memberId, reason: "password_changed" });
    await forgetDevices(transaction, { memberId, exceptToken: null });
    await recordEvent(transaction, {
      kind: link.kind === "invite" ? "member.joined" : "member.password-changed",
      body: { actor: { kind: "member", id: memberId }, member: memberId, role: link.role },
      at: now,
    });
    return link;
  });
};
