import { and, eq, isNotNull } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import type { Actor, MemberId } from "@/lib/access/types";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { members, recoveryCodes } from "@/drizzle/schema/members";

/** Removes a member's one-time passwords with their recovery codes; false when there were none. */
export const removeTotp = async (
  transaction: Transaction,
  input: { memberId: MemberId; actor: Pick<Actor, "kind" | "id">; now: Date },
): Promise<boolean> => {
  const { memberId, actor, now } = input;
  const removed = await transaction
    .update(members)
    .set({ totpSecret: null, totpConfirmedAt: null, totpLastStep: null })
    .where(and(eq(members.id, memberId), isNotNull(members.totpConfirmedAt)))
    .returning({ id: members.id });
  if (removed.length === 0) return false;
  await transaction.delete(recoveryCodes).where(eq(recoveryCodes.memberId, memberId));
  const body = { actor: { kind: actor.kind, id: actor.id }, member: memberId };
  await recordEvent(transaction, { kind: "member.totp-disabled", body, at: now });
  return true;
};
