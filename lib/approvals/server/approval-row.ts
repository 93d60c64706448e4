import { inArray } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { can } from "@/lib/access/types";
import {
  approvalIdSchema,
  type Approval,
  type ApprovalState,
  type ApprovalSubject,
} from "@/lib/approvals/types";
import { deletionColumns, deletionFrom } from "@/lib/deletions/server/history/deletion-row";
import type { Deletion } from "@/lib/deletions/types";
import { permitRequestSchema, type PermitRequest } from "@/lib/safety/types";
import { type approvals } from "@/drizzle/schema/approvals";
import { deletions } from "@/drizzle/schema/deletions";
import { members } from "@/drizzle/schema/members";

type Row = typeof approvals.$inferSelect;

/** Rows as the one who asks sees them, with what they are about. What is about nothing that can be read is left out. */
export const approvalsFrom = async (ctx: Context, rows: readonly Row[]): Promise<Approval[]> => {
  const requests = new Map(rows.flatMap((row) => requestOf(row) ?? []));
  const [about, names] = await Promise.all([
    deletionsOf(
      ctx,
      rows.flatMap(({ deletionId }) => deletionId ?? []),
    ),
    namesOf(
      ctx,
      [...requests.values()].flatMap((request) => memberIdOf(request) ?? []),
    ),
  ]);
  return rows.flatMap((row) => {
    const request = requests.get(row.id);
    const deletion = about.get(row.deletionId ?? "");
    const subject: ApprovalSubject | null =
      deletion !== undefined
        ? { kind: "deletion", deletion }
        : request !== undefined
          ? { kind: "change", request, subject: names.get(memberIdOf(request) ?? "") ?? null }
          : null;
    return subject === null ? [] : [approvalFrom(ctx, row, subject)];
  });
};

const approvalFrom = (ctx: Context, row: Row, about: ApprovalSubject): Approval => {
  const state = stateOf(row, about, ctx.now());
  const isOwn = row.requesterId === ctx.actor.id || row.requestedBy.id === ctx.actor.id;
  return {
    id: approvalIdSchema.parse(row.id),
    state,
    about,
    requestedBy: row.requestedBy,
    requestedAt: row.requestedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    decidedBy: row.decidedBy,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    reason: row.reason,
    canDecide:
      state === "waiting" && !isOwn && ctx.actor.kind === "member" && can(ctx.actor.role, "approvals:decide"),
    isOwn,
  };
};

const stateOf = (row: Row, about: ApprovalSubject, now: Date): ApprovalState => {
  const isOver = row.expiresAt <= now;
  if (row.decision === null) {
    if (isOver) return "expired";
    return about.kind === "deletion" && about.deletion.status !== "waiting" ? "freezing" : "waiting";
  }
  if (row.decision !== "approved" || about.kind === "deletion") return row.decision;
  if (row.usedAt !== null) return "used";
  return isOver ? "expired" : "approved";
};

const requestOf = (row: Row): [string, PermitRequest][] | null => {
  const parsed = permitRequestSchema.safeParse({ kind: row.kind, change: row.change });
  return parsed.success ? [[row.id, parsed.data]] : null;
};

const memberIdOf = ({ kind, change }: PermitRequest): string | null =>
  kind === "member" && "memberId" in change ? change.memberId : null;

const deletionsOf = async (ctx: Context, ids: string[]): Promise<Map<string, Deletion>> => {
  if (ids.length === 0) return new Map();
  const rows = await ctx.database.select(deletionColumns).from(deletions).where(inArray(deletions.id, ids));
  return new Map(rows.map((row) => [row.id, deletionFrom(ctx, row)]));
};

const namesOf = async (ctx: Context, ids: string[]): Promise<Map<string, string>> => {
  if (ids.length === 0) return new Map();
  const rows = await ctx.database
    .select({ id: members.id, email: members.email })
    .from(members)
    .where(inArray(members.id, ids));
  return new Map(rows.map(({ id, email }) => [id, email]));
};
