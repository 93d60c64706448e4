import { z } from "zod";
import { copiesStateOf } from "@/lib/deletions/copies";
import { describeDeletion } from "@/lib/deletions/words/describe-deletion";
import { heldIn } from "@/lib/deletions/words/held-words";
import { deletionStatuses, type DeletionStatus } from "@/lib/deletions/status";
import type { Deletion } from "@/lib/deletions/types";
import type { AdditionErrorCode } from "./addition";
import type { additions } from "@/drizzle/schema/additions";

/** What Lethe writes down as events. Mem0 has more (SEARCH …). */
export const eventTypes = ["ADD", "DELETE"] as const;
export type EventType = (typeof eventTypes)[number];

export const eventStatuses = ["PENDING", "RUNNING", "SUCCEEDED", "FAILED"] as const;
export type EventStatus = (typeof eventStatuses)[number];

/** An event in Mem0's words (https://docs.mem0.ai/api-reference/events/get-event). */
export const eventAnswerSchema = z
  .object({
    id: z.uuid(),
    event_type: z.string(),
    status: z.enum(eventStatuses),
    payload: z
      .record(z.string(), z.unknown())
      .describe("What was to be deleted. Empty for an add, because messages are not kept."),
    metadata: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe(
        "Numbers of memories and, for a deletion, what is known about copies that its store keeps, and whether all that it has erased so far is in the journal of erasures outside the database (`in_journal`; null before it has erased anything).",
      ),
    results: z
      .array(z.unknown())
      .describe(
        "For an add, the IDs of its memories, and as `NOOP` of those that were there already; never their texts.",
      ),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    started_at: z.iso.datetime().nullable(),
    completed_at: z.iso.datetime().nullable(),
    latency: z.number().nullable().describe("Milliseconds from start to end."),
    error: z.string().nullable().describe("What was not done, and why."),
  })
  .meta({ id: "Event" });
export type EventAnswer = z.output<typeof eventAnswerSchema>;

type AdditionRow = typeof additions.$inferSelect;

/** An addition as an event. It is written down when it is over; of its memories it knows the ids. */
export const additionEvent = (addition: AdditionRow): EventAnswer => {
  const { startedAt, finishedAt, memoryIds, repeatedIds, errorCode } = addition;
  return {
    id: addition.id,
    event_type: "ADD",
    status: addition.status === "succeeded" ? "SUCCEEDED" : "FAILED",
    payload: {},
    metadata: { added_count: memoryIds.length, repeated_count: repeatedIds.length },
    results: [
      ...memoryIds.map((id) => ({ id, event: "ADD" })),
      ...repeatedIds.map((id) => ({ id, event: "NOOP" })),
    ],
    created_at: startedAt.toISOString(),
    updated_at: finishedAt.toISOString(),
    started_at: startedAt.toISOString(),
    completed_at: finishedAt.toISOString(),
    latency: finishedAt.getTime() - startedAt.getTime(),
    error: errorCode === null ? null : additionErrorWords[errorCode],
  };
};

const additionErrorWords: Record<AdditionErrorCode, string> = {
  model_unavailable: "The language model could not be reached. Nothing was stored.",
  model_answer: "The language model did not answer with a list of facts. Nothing was stored.",
};

/**
 * A deletion as an event with the deletion's id. Anything short of a complete, verified deletion has failed. Copies that the
 * store keeps elsewhere do not count: what was asked for is done.
 */
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
      unknown_count: deletion.unknownCount,
      held_count: heldIn(deletion),
      copies: copiesWords(deletion),
      in_journal: deletion.isJournaled,
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

const copiesWords = (deletion: Deletion): string | null => {
  const state = copiesStateOf(deletion);
  return state === "residual" ? "remain" : state === "removed_unverified" ? "removed" : state;
};

const statusOf: Record<DeletionStatus, EventStatus> = {
  queued: "PENDING",
  // For a second person, who may decline it.
  waiting: "PENDING",
  paused: "PENDING",
  running: "RUNNING",
  verifying: "RUNNING",
  completed: "SUCCEEDED",
  partial: "FAILED",
  failed: "FAILED",
  cancelled: "FAILED",
};

/** The statuses of deletions and additions that an event's status stands for. */
export const deletionStatusesOf = (status: EventStatus): DeletionStatus[] =>
  deletionStatuses.filter((each) => statusOf[each] === status);
export const additionStatusesOf = (status: EventStatus): AdditionRow["status"][] =>
  status === "SUCCEEDED" ? ["succeeded"] : status === "FAILED" ? ["failed"] : [];
