import { randomUUID } from "node:crypto";
import { eq, inArray } from "drizzle-orm";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { describeStore } from "@/testing/stores/store-suite";
import { metadataOf } from "@/testing/stores/suite-memories";
import { memories } from "@/drizzle/schema/memories";
import { memoryColumns, memoryFrom } from "../sql/memory-row";
import { insertMemories } from "@/testing/stores/test-memories";

describeStore("built-in", ({ database }) => ({
  storeId: builtinStoreId,
  change: (id, memory) => database().update(memories).set({ memory }).where(eq(memories.id, id)),
  put: async (wanted) => {
    const ids = await insertMemories(
      database(),
      wanted.map(({ isSuperseded, createdAt, updatedAt, ...rest }) => ({
        ...rest,
        metadata: metadataOf(rest),
        supersededBy: isSuperseded ? randomUUID() : null,
        createdAt: new Date(createdAt),
        updatedAt: new Date(updatedAt),
        // As in stores elsewhere, which do not say when they took a memory in.
        storedAt: new Date(createdAt),
      })),
    );
    return (await database().select(memoryColumns).from(memories).where(inArray(memories.id, ids))).map(
      memoryFrom,
    );
  },
}));
