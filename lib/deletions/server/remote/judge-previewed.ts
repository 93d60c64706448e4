import { and, eq, inArray } from "drizzle-orm";
import type { Queryable } from "@/lib/database/server/database";
import type { Memory, MemoryId } from "@/lib/memories/types";
import { previewItems, previews } from "@/drizzle/schema/previews";
import { contentDigest } from "../preview/content-digest";
import { digestKeyOf } from "../record/digest-keys";

/** What has become of a memory since a preview: it says the `same`, was `changed`, or is `new` to it. */
export type Judged = { id: MemoryId; state: "same" | "changed" | "new" };

/** Compares memories, at most `batchSizeMax`, with what a preview saw. Throws when it is not known any more. */
export const judgePreviewed = async (
  database: Queryable,
  secret: string,
  previewId: string,
  memories: readonly Memory[],
): Promise<Judged[]> => {
  if (memories.length === 0) return [];
  const [preview] = await database
    .select({ digestSalt: previews.digestSalt })
    .from(previews)
    .where(eq(previews.id, previewId));
  if (preview === undefined) throw new Error("The preview of a deletion is gone.");
  const key = digestKeyOf(secret, preview.digestSalt, "preview item");
  const seen = await database
    .select({ memoryId: previewItems.memoryId, digest: previewItems.digest })
    .from(previewItems)
    .where(
      and(
        eq(previewItems.previewId, previewId),
        inArray(
          previewItems.memoryId,
          memories.map(({ id }) => id),
        ),
      ),
    );
  const digests = new Map(seen.map(({ memoryId, digest }) => [memoryId, digest.toString("hex")]));
  return memories.map((memory) => {
    const digest = digests.get(memory.id);
    if (digest === undefined) return { id: memory.id, state: "new" };
    return { id: memory.id, state: digest === contentDigest(key, memory) ? "same" : "changed" };
  });
};
