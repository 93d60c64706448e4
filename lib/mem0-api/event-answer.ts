import { z } from "zod";
import { describeDeletion } from "@/lib/deletions/describe-deletion";
import type { DeletionStatus } from "@/lib/deletions/status";
import type { Deletion } from "@/lib/deletions/types";

const eventStatuses = ["PENDING", "RUNNING", "SUCCEEDED", "FAILED"] as const;
type EventStatus = (typeof eventStatuses)[number];

/** An event in Mem0's words (https://docs.mem0.ai/api-reference/events/get-event). */
export const eventAnswerSchema = z
  .object({
    id: z.uuid(),
    event_type: z.string(),
    status: z.enum(eventStatuses),
    payload: z.record(z.string(), z.unknown()).describe("What was asked for."),
    metadata: z.record(z.string(), z.unknown()).nullable().describe("Numbers of memories."),
    results: z.array(z.unknown()),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    started_at: z.iso.datetime().nullable(),
    completed_at: z.iso.datetime().nullable(),
    latency: z.number().nullable().describe("Milliseconds from start to end."),
    error: z.string().nullable().describe("What is left undone, and why."),
  })
  .meta({ id: "Event" });
export type EventAnswer = z.output<typeof eventAnswerSchema>;

/** A deletion as an event, its id the deletion's. Anything but a whole deletion, verified, has failed. */
export const deletionEvent = (deletion: Deletion): EventAnswer => {
  const { createdAt, startedAt, finishedAt } = deletion;
  const status = statusOf[deletion.status];
  return {
    id: deletion.id,
    event_type: "DELETE",
    status,
    payload: { operation: deletion.operation, selection: deletion.selection },
    metadata: {
      expected_count: deletion.expectedCount,
      deleted_count: deletion.deletedCount,
      already_absent_count: deletion.absentCount,
      failed_count: deletion.failedCount,
    },
    results: [],
    created_at: createdAt,
    updated_at: finishedAt ?? startedAt ?? createdAt,
    started_at: startedAt,
    completed_at: finishedAt,
    latency:
      startedAt === null || finishedAt === null ? null : Date.parse(finishedAt) - Date.parse(startedAt),
    error: status === "FAILED" ? `${describeDeletion(deletion)}.` : null,
  };
};

const statusOf: Record<DeletionStatus, EventStatus> = {
  queued: "PENDING",
  paused: "PENDING",
  running: "RUNNING",
  verifying: "RUNNING",
  completed: "SUCCEEDED",
  partial: "FAILED",
  failed: "FAILED",
  cancelled: "FAILED",
};
