import type { FaultInput } from "./faults";

/** The faults that are worth a name: for people, and for a test that goes through all of them. */
export const faultPresets = {
  none: {},
  slow: { latencyMs: 1500 },
  throttled: { rateLimit: { every: 3, retryAfterSeconds: 1 } },
  "server-errors": { serverErrors: { status: 503, count: 5 } },
  "html-errors": { serverErrors: { status: 502, count: 5, body: "html" } },
  "denied-successes": {
    serverErrors: { status: 500, count: 2, operations: ["batch-delete"], work: "after" },
  },
  "cut-answers": { cutAnswers: { count: 2, operations: ["batch-delete", "delete", "delete-all"] } },
  hangs: { silence: { afterDeletions: 2, how: "hang" } },
  dies: { silence: { afterDeletions: 2, how: "close" } },
  lies: { lies: ["delete", "batch-delete", "delete-all", "delete-entity"] },
  "partial-batches": { batchKeepsEvery: 10 },
  "half-batches": { batchFailuresHalfWay: 2 },
  "strict-batches": { batchUnknownIds: "rejected" },
  "slow-events": { events: { pendingMs: 2000, runningMs: 4000 } },
  "failing-events": { events: { outcome: "fail", pendingMs: 200, runningMs: 500, deletedShare: 0.5 } },
  "vanishing-events": { events: { outcome: "vanish", pendingMs: 200, runningMs: 500 } },
  "endless-events": { events: { outcome: "stay_pending" } },
  "late-deletes": { deletesAppearAfterMs: 5000 },
  "kept-history": { historyAfterDelete: "kept" },
  "null-for-absent": { absentMemory: "null" },
  malformed: { garbled: { how: "malformed" } },
  oversized: { garbled: { how: "oversized" } },
  "odd-rows": { oddRowsEvery: 10 },
  "revoked-key": { isKeyRevoked: true },
} satisfies Record<string, FaultInput>;
