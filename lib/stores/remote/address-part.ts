import type { MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { StoreError } from "@/lib/errors/store-error";

/**
 * An id, which is any text, as one part of an address. Checked when it runs as well: a value that is not an id would make another
 * address of it. Throws not_supported for the two that no address can hold, as they mean a way up.
 */
export const addressPart = (id: MemoryId): string => {
  const checked = memoryIdSchema.parse(id);
  if (checked === "." || checked === "..") throw new StoreError("not_supported");
  return encodeURIComponent(checked);
};
