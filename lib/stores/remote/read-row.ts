import { readDay } from "@/lib/instants/read-day";
import { readInstant } from "@/lib/instants/read-instant";
import { ExactNumber } from "@/lib/json/exact-number";
import { writeExact } from "@/lib/json/write-exact";
import type { Memory, MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import type { UnreadableMemory } from "@/lib/memories/unreadable";
import { unknownInstant } from "@/lib/instants/unknown-instant";

/**
 * A memory as a store answered it. What is `odd` of it could not be understood, and `memory` holds a stand-in there; `id` is null
 * when that is odd itself.
 */
export type ReadRow = { id: MemoryId | null; memory: Memory; odd: Odd[] };
export type Odd = UnreadableMemory["odd"][number];

/** What a reader returns for a value that cannot be understood. */
export const notUnderstood = Symbol("not understood");
type Understood<Value> = Value | typeof notUnderstood;

/** Reads the fields of one row and notes which of them are odd. */
export const fieldReader = () => {
  const odd: Odd[] = [];
  const read = <Value>(
    field: Odd["field"],
    written: unknown,
    understand: (written: unknown) => Understood<Value>,
    standIn: Value,
  ): Value => {
    const understood = understand(written);
    if (understood !== notUnderstood) return understood;
    odd.push({ field, oddity: oddityOf(field, written) });
    return standIn;
  };
  return { odd, read };
};

/** A row that is no object at all, or not even that. */
export const unreadableRow = (id: MemoryId | null, odd: Odd): ReadRow => ({
  id,
  memory: standInMemory,
  odd: [odd],
});

/** A memory of which nothing is known. */
export const standInMemory: Memory = {
  id: memoryIdSchema.parse("unreadable"),
  memory: "",
  userId: null,
  agentId: null,
  appId: null,
  runId: null,
  metadata: writeExact({}),
  categories: [],
  immutable: false,
  expirationDate: null,
  supersededBy: null,
  importId: null,
  isSample: false,
  feedback: null,
  feedbackReason: null,
  createdAt: unknownInstant,
  updatedAt: unknownInstant,
};

export const isNumber = (written: unknown): written is number | ExactNumber =>
  typeof written === "number" || written instanceof ExactNumber;

/** Numbers are ids to some; written out, and never rounded. */
export const understandId = (written: unknown): Understood<MemoryId> => {
  const text = isNumber(written) ? String(written) : written;
  return memoryIdSchema.safeParse(text).data ?? notUnderstood;
};

/** Nothing forbids an application to use numbers. */
export const understandEntity = (written: unknown): Understood<string | null> => {
  if (written === null || written === undefined) return null;
  if (typeof written === "string") return written;
  return isNumber(written) ? String(written) : notUnderstood;
};

export const understandText = (written: unknown): Understood<string> =>
  written === null || written === undefined ? "" : typeof written === "string" ? written : notUnderstood;

/** Null for one that says nothing. */
export const understandInstant = (written: unknown): Understood<string | null> => {
  const read = readInstant(written);
  return read.ok ? read.at : notUnderstood;
};

export const understandDay = (written: unknown): Understood<string | null> => {
  const read = readDay(written);
  return read.ok ? read.day : notUnderstood;
};

const textless: ReadonlySet<Odd["field"]> = new Set(["metadata", "categories", "answer"]);

const oddityOf = (field: Odd["field"], written: unknown): Odd["oddity"] => {
  if (written === null || written === undefined) return "missing";
  if (typeof written === "string") {
    if (field === "id" && written.length > 800) return "too_long";
    return textless.has(field) ? "text" : "unclear";
  }
  if (isNumber(written)) return /_at$|_date$/.test(field) ? "unclear" : "number";
  if (typeof written === "boolean") return "boolean";
  return Array.isArray(written) ? "list" : "object";
};
