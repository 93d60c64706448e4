import { createHmac } from "node:crypto";
import { ExactNumber } from "@/lib/json/exact-number";
import { writeExact } from "@/lib/json/write-exact";
import type { MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import type { ImportedMemory } from "@/lib/imports/schema";

/**
 * Makes ids for memories that come without one: the same content gets the same id, so that a file imported twice adds
 * nothing twice. Keyed with LETHE_SECRET, because ids outlive their memories in items and ledger, and a bare hash of
 * the content would allow checking a guess at an erased text. A UUID of version 8 (RFC 9562).
 */
export const contentIds = (secret: string): ((memory: ImportedMemory) => MemoryId) => {
  const key = createHmac("sha256", secret).update("lethe import: memory ids").digest();
  return (memory) => {
    const bytes = createHmac("sha256", key).update(contentOf(memory)).digest().subarray(0, 16);
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    const hex = bytes.toString("hex");
    return memoryIdSchema.parse(
      `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`,
    );
  };
};

const contentOf = (memory: ImportedMemory): string =>
  writeExact([
    memory.memory,
    memory.userId,
    memory.agentId,
    memory.appId,
    memory.runId,
    withSortedKeys(memory.metadata),
    memory.categories,
    memory.immutable,
    memory.expirationDate,
    memory.supersededBy,
    memory.createdAt,
    memory.updatedAt,
  ]);

/** The order of keys makes no difference. */
const withSortedKeys = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null || value instanceof ExactNumber) return value;
  if (Array.isArray(value)) return value.map(withSortedKeys);
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => [key, withSortedKeys(member)]);
};
