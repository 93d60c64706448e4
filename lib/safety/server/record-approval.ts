import { eq } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import type { Actor } from "@/lib/access/types";
import { recordEvent, type LedgerEventKind } from "@/lib/ledger/server/record-event";
import type { LedgerBody } from "@/lib/ledger/canonical";
import { approvalHours, type Decision, type PermitRequest } from "@/lib/safety/types";
import { approvals } from "@/drizzle/schema/approvals";
import { requesterOf } from "./requester-of";

type Row = typeof approvals.$inferSelect;

/** What a second person is asked about: a deletion, or a change. */
type Subject = { kind: "deletion"; deletionId: string } | (PermitRequest & { changeDigest: string });

/** Asks for the approval of a second person, for `approvalHours` from now, and records it. */
export const askForApproval = async (
  transaction: Transaction,
  { subject, actor, at }: { subject: Subject; actor: Actor; at: Date },
): Promise<void> => {
  const requesterId = await requesterOf(transaction, actor);
  const [row] = await transaction
    .insert(approvals)
    .values({
      ...subject,
      requestedBy: actor,
      requesterId,
      requestedAt: at,
      expiresAt: hoursAfter(at),
    })
    .returning();
  if (row === undefined) throw new Error("An insert answered no row.");
  await recordEvent(transaction, {
    kind: "approval.requested",
    body: { ...approvalBody(row), actor: actorOf(actor), requesterId },
    at,
  });
};

type Settled = {
  decision: Decision;
  /** Who decided; Lethe itself, of what has expired. */
  by: Actor;
  at: Date;
  /** Shown to the requester, and in no event. */
  reason?: string | null;
  /** How many memories were approved. */
  count?: number | undefined;
};

/**
 * Writes down how a request for approval ended, and records it with who asked and who decided. The caller holds the row's lock
 * and has seen that it was open. What is approved can be done for `approvalHours` from then on.
 */
export const settleApproval = async (
  transaction: Transaction,
  row: Row,
  { decision, by, at, reason = null, count }: Settled,
): Promise<void> => {
  await transaction
    .update(approvals)
    .set({
      decision,
      decidedBy: by,
      decidedAt: at,
      reason,
      ...(decision === "approved" && { expiresAt: hoursAfter(at) }),
    })
    .where(eq(approvals.id, row.id));
  const requester = row.requestedBy;
  await recordEvent(transaction, {
    kind: eventKinds[decision],
    body: {
      ...approvalBody(row),
      actor: actorOf(by),
      requestedBy: { kind: requester.kind, id: requester.id },
      count,
    },
    at,
  });
};

const eventKinds: Record<Decision, LedgerEventKind> = {
  approved: "approval.approved",
  declined: "approval.declined",
  expired: "approval.expired",
  withdrawn: "approval.withdrawn",
};

const approvalBody = (row: Row): LedgerBody => ({
  approvalId: row.id,
  approvalKind: row.kind,
  deletionId: row.deletionId ?? undefined,
});

/** Without the label: it is an email address. */
const actorOf = (actor: Actor): LedgerBody => ({
  kind: actor.kind,
  id: actor.id,
  role: actor.kind === "system" ? undefined : actor.role,
});

const hoursAfter = (at: Date): Date => new Date(at.getTime() + approvalHours * 3_600_000);
