import { z } from "zod";
import { errorSchemas } from "./api-error";
import { deleteOperations, operationNames } from "./types";

const operation = z.enum(operationNames);
/** Null: all of them. */
const operations = z.array(operation).nullable().default(null);
/** How many requests it hits before it is over; null: all, until it is switched off. */
const count = z.int().min(1).nullable().default(null);
const ms = z.int().min(0);

export const profileModes = [
  "off",
  "gone",
  "kept",
  "rebuilt_late",
  "stuck",
  "failed",
  "returns",
  "missing",
  "forbidden",
] as const;

/**
 * How the simulator misbehaves, and how it decides what Mem0's documentation leaves open. All of it can be combined and
 * switched while requests are under way.
 */
export const faultsSchema = z.strictObject({
  /** Before each answer, unless `latencyMsOf` names the operation. */
  latencyMs: ms,
  latencyMsOf: z.partialRecord(operation, ms),
  /** Every n-th request is answered 429. */
  rateLimit: z
    .strictObject({
      every: z.int().min(1),
      /** Null: no Retry-After header. */
      retryAfterSeconds: z.int().min(0).nullable().default(1),
      retryAfterAs: z.enum(["seconds", "date"]).default("seconds"),
      operations,
    })
    .nullable(),
  /** A burst of errors; `after` does the work first, so that the answer denies what happened. */
  serverErrors: z
    .strictObject({
      status: z.int().min(500).max(599).default(503),
      count,
      operations,
      work: z.enum(["before", "after"]).default("before"),
      body: z.enum(["json", "html"]).default("json"),
    })
    .nullable(),
  /** The work is done, and the connection cut before the answer. */
  cutAnswers: z.strictObject({ count, operations }).nullable(),
  /** After so many answered deletions no request is answered at all, nor worked on. */
  silence: z
    .strictObject({ afterDeletions: z.int().min(0), how: z.enum(["hang", "close"]).default("hang") })
    .nullable(),
  /** Successful answers that cannot be read: cut JSON, megabytes of it, `{}`, or JSON of another kind. */
  garbled: z
    .strictObject({
      how: z.enum(["malformed", "oversized", "empty_object", "wrong_type"]),
      bytes: z
        .int()
        .min(1)
        .default(64 * 1024 * 1024),
      count,
      operations,
    })
    .nullable(),
  /** Every request is redirected there; a client that follows hands its key to strangers. */
  redirectTo: z.url().nullable(),
  errorShape: z.enum(["documented", ...errorSchemas]),
  /** As if the key had been revoked. */
  isKeyRevoked: z.boolean(),

  /** How the events of asynchronous deletions go. */
  events: z.strictObject({
    outcome: z.enum(["succeed", "fail", "vanish", "stay_pending"]).default("succeed"),
    pendingMs: ms.default(0),
    runningMs: ms.default(0),
    /** Of the matching memories, the share that is really deleted; half of it by the middle of the event. */
    deletedShare: z.number().min(0).max(1).default(1),
    /** One of Mem0's clients expects PROCESSING. */
    runningStatus: z.enum(["RUNNING", "PROCESSING"]).default("RUNNING"),
  }),
  /** Some pages show `Memories deleted successfully!`, without an event, instead. */
  deleteAllAnswer: z.enum(["event", "message"]),
  /** Several filters in one delete-all: "not guaranteed to AND". */
  deleteAllJoin: z.enum(["and", "or"]),
  /** These operations answer success and delete nothing. */
  lies: z.array(z.enum(deleteOperations)),
  /** No deletion takes these ids, although it answers so. */
  keptIds: z.array(z.string()),
  /** Every n-th id of a batch is silently not deleted. */
  batchKeepsEvery: z.int().min(1).nullable(),
  /** So many batches delete their first half and answer 500. */
  batchFailuresHalfWay: z.int().min(0),
  /** Ids in a batch that do not exist: passed over, or the whole batch is refused with 404. */
  batchUnknownIds: z.enum(["ignored", "rejected"]),
  /** Reads still show what was deleted for so long. */
  deletesAppearAfterMs: ms,
  /** `kept`: with the erased text. */
  historyAfterDelete: z.enum(["empty", "not_found", "kept"]),
  /** `null`: 200 with the body `null`, as Mem0's open-source server does. */
  absentMemory: z.enum(["not_found", "null"]),
  pageBeyondEnd: z.enum(["not_found", "empty"]),
  /**
   * What a user's profile does when memories are deleted: profiles are not enabled; it follows at once; it stays as it was, since
   * updates only add; it is built anew `lateMs` later; it is pending, or failed, for ever; it stays, and comes back `lateMs` after
   * the user itself was deleted. `missing`: there is no such call; `forbidden`: not for this key.
   */
  profiles: z.strictObject({
    mode: z.enum(profileModes),
    lateMs: ms.default(5000),
  }),
  /** One memory in so many is answered with a field of another form than documented (odd-rows.ts). */
  oddRowsEvery: z.int().min(1).nullable(),
});

export type Faults = z.output<typeof faultsSchema>;
/** Any part of them; what is not named stays as it is. */
export type FaultInput = Partial<z.input<typeof faultsSchema>>;
export const faultInputSchema = faultsSchema.partial();

export const noFaults: Faults = {
  latencyMs: 0,
  latencyMsOf: {},
  rateLimit: null,
  serverErrors: null,
  cutAnswers: null,
  silence: null,
  garbled: null,
  redirectTo: null,
  errorShape: "documented",
  isKeyRevoked: false,
  events: { outcome: "succeed", pendingMs: 0, runningMs: 0, deletedShare: 1, runningStatus: "RUNNING" },
  deleteAllAnswer: "event",
  deleteAllJoin: "and",
  lies: [],
  keptIds: [],
  batchKeepsEvery: null,
  batchFailuresHalfWay: 0,
  batchUnknownIds: "ignored",
  deletesAppearAfterMs: 0,
  historyAfterDelete: "empty",
  absentMemory: "not_found",
  pageBeyondEnd: "not_found",
  profiles: { mode: "off", lateMs: 5000 },
  oddRowsEvery: null,
};
