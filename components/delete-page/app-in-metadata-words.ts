import { countWords } from "@/lib/memories/count-words";
import type { Count } from "@/lib/memories/types";

/** What a scope by app leaves, as it names the app in metadata only; null when there is nothing. */
export const appInMetadataWords = (count: Count): string | null => {
  if (count.value === 0)
    return count.isExact ? null : "Not all memories could be checked for this ID in metadata, as app_id.";
  const words = countWords(count);
  const capital = words.charAt(0).toUpperCase() + words.slice(1);
  return count.value === 1
    ? `${capital} has this ID in metadata only, as app_id, and is not deleted by this field.`
    : `${capital} have this ID in metadata only, as app_id, and are not deleted by this field.`;
};
