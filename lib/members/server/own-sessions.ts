import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { endSessions } from "@/lib/access/server/end-sessions";
import type { MemberContext } from "@/lib/access/server/member-context";
import { sessionSettings } from "@/lib/env/env";
import { recordEvent } from "@/lib/ledger/server/record-event";
import type { OwnSession } from "@/lib/members/own-account";
import { sessions } from "@/drizzle/schema/members";

type OwnContext = Pick<MemberContext, "actor" | "database" | "now" | "session">;

const shownMax = 100;

/** Where the member who asks is signed in: here first, then where they were seen last. At most a hundred. */
export const listOwnSessions = async (
  ctx: Pick<OwnContext, "actor" | "database" | "session">,
): Promise<OwnSession[]> => {
  const rows = await ctx.database
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.memberId, ctx.actor.id),
        isNull(sessions.endedAt),
        gt(sessions.expiresAt, sql`now()`),
        gt(sessions.lastSeenAt, sql`now() - make_interval(mins => ${sessionSettings().idleMinutes})`),
      ),
    )
    .orderBy(desc(eq(sessions.id, ctx.session.id)), desc(sessions.lastSeenAt), sessions.id)
    .limit(shownMax);
  return rows.map(({ id, device, address, createdAt, lastSeenAt }) => ({
    id,
    device,
    address,
    signedInAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    isThisDevice: id === ctx.session.id,
  }));
};

/** Signs the member who asks out of one device of theirs. One that is not signed in any more changes nothing. */
export const signOutSession = (ctx: OwnContext, { id }: { id: string }): Promise<number> =>
  signOut(ctx, { sessionId: id });

/** Signs the member who asks out everywhere; `isHereKept`: but for this device. Answers how many sessions ended. */
export const signOutEverywhere = (
  ctx: OwnContext,
  { isHereKept }: { isHereKept: boolean },
): Promise<number> => signOut(ctx, isHereKept ? { exceptSessionId: ctx.session.id } : {});

const signOut = (ctx: OwnContext, which: { sessionId?: string; exceptSessionId?: string }): Promise<number> =>
  ctx.database.transaction(async (transaction) => {
    const { kind, id } = ctx.actor;
    const reason = which.sessionId === ctx.session.id ? "signed_out" : "signed_out_elsewhere";
    const sessionCount = await endSessions(transaction, { memberId: id, reason, ...which });
    if (sessionCount > 0) {
      const body = { actor: { kind, id }, member: id, sessionCount };
      await recordEvent(transaction, { kind: "member.sessions-ended", body, at: ctx.now() });
    }
    return sessionCount;
  });
