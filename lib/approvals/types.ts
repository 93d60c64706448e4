import { z } from "zod";
import type { Actor } from "@/lib/access/types";
import type { Deletion } from "@/lib/deletions/types";
import type { PermitRequest } from "@/lib/safety/types";

export const approvalIdSchema = z.uuid().brand<"ApprovalId">();
export type ApprovalId = z.infer<typeof approvalIdSchema>;

/** Where a request for approval stands. `freezing`: its memories are still being written down, and it cannot be decided yet. */
export const approvalStates = [
  "freezing",
  "waiting",
  "approved",
  "used",
  "declined",
  "expired",
  "withdrawn",
] as const;
export type ApprovalState = (typeof approvalStates)[number];

/** What is to be approved. Of a change, `subject` is the member that it is about, by name, where there is one. */
export type ApprovalSubject =
  | { kind: "deletion"; deletion: Deletion }
  | { kind: "change"; request: PermitRequest; subject: string | null };

/** A request for approval as it crosses the wire: instants are ISO 8601 in UTC. */
export type Approval = {
  id: ApprovalId;
  state: ApprovalState;
  about: ApprovalSubject;
  requestedBy: Actor;
  requestedAt: string;
  /** Until when it can be decided; of an approved change, until when it can be made. */
  expiresAt: string;
  decidedBy: Actor | null;
  decidedAt: string | null;
  /** Why it was declined, in the words of who did. */
  reason: string | null;
  /** Whether the one who asks can decide it. */
  canDecide: boolean;
  /** Whether it was the one who asks who asked for it. */
  isOwn: boolean;
};

/** `nextAfter` is null on the last page. */
export type ApprovalPage = { approvals: Approval[]; nextAfter: ApprovalId | null };

/** How many wait for the one who asks to decide them, and whether there is anything to see at all. */
export type WaitingCount = { toDecide: number; isShown: boolean };

export const reasonLengthMax = 300;

export const approvalInputSchema = z.object({ id: approvalIdSchema });
export const declineSchema = approvalInputSchema.extend({
  reason: z
    .string()
    .trim()
    .max(reasonLengthMax, `A reason can have at most ${reasonLengthMax} characters.`)
    .transform((text) => (text === "" ? null : text)),
});
export type DeclineInput = z.infer<typeof declineSchema>;
