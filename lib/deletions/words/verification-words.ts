import type { Deletion } from "../types";
import { checkOf, type Verified } from "../verification";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { memoryCountWords } from "@/lib/memories/count-words";

/**
 * What a verification found of what was taken for deleted, for a sentence: "3 memories still stored", or, where the
 * memories are gone and only their versions tell of them, "the memory history of 3 memories still stored". Null for no more
 * than the `failedCount` that could not be deleted: found in the run itself, they were counted among these.
 */
export const residualWords = ({
  storeId,
  verification,
  failedCount,
}: Verified & Pick<Deletion, "failedCount">): string | null => {
  const versions = checkOf(verification, "versions");
  const rememberedCount = storeId === builtinStoreId ? (versions?.residualCount ?? 0) : 0;
  const storedCount = Math.max(
    0,
    ...(verification?.checks ?? []).filter((each) => each !== versions).map((each) => each.residualCount),
  );
  if (storedCount > failedCount) return `${memoryCountWords(storedCount)} still stored`;
  return rememberedCount > failedCount
    ? `the memory history of ${memoryCountWords(rememberedCount)} still stored`
    : null;
};
