import { z } from "zod";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { seal, SealError, unseal, type SealPurpose } from "@/lib/text/server/seal";
import { watchSubjectSchema } from "@/lib/watches/schema";
import { watchIdSchema, watchPlaces, type Watch } from "@/lib/watches/types";
import type { watches } from "@/drizzle/schema/watches";

/** What is remembered of a place: whether it was there when it was asked last, and since when it has not been. */
const seenSchema = z.object({ isThere: z.boolean(), since: z.iso.datetime().nullable() });
export type Seen = z.infer<typeof seenSchema>;

/** What of a watch says whom it is about. By store: a few memories that were there when it was asked first, and each place. */
const sealedSchema = z.object({
  subject: watchSubjectSchema,
  stores: z.record(
    z.string(),
    z.object({
      pinnedIds: z.array(memoryIdSchema),
      seen: z.partialRecord(z.enum(watchPlaces), seenSchema),
    }),
  ),
});
export type SealedWatch = z.infer<typeof sealedSchema>;
export type WatchedStore = SealedWatch["stores"][string];

type Seal = { id: string; sealSalt: Buffer };

export const sealWatch = (secret: string, watch: Seal, text: SealedWatch): Buffer =>
  seal(secret, purposeOf(watch), JSON.stringify(text));

/** Null when it was sealed under another secret, or changed. */
export const openWatch = (secret: string, watch: Seal & { sealed: Buffer }): SealedWatch | null => {
  try {
    return sealedSchema.parse(JSON.parse(unseal(secret, purposeOf(watch), watch.sealed)));
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
};

const purposeOf = ({ id, sealSalt }: Seal): SealPurpose => ({
  name: `lethe watch ${sealSalt.toString("hex")}`,
  boundTo: id,
});

export const watchFrom = (secret: string, row: typeof watches.$inferSelect): Watch => ({
  id: watchIdSchema.parse(row.id),
  subject: openWatch(secret, row)?.subject ?? null,
  createdBy: row.createdBy,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
});
