import type { FreezeInput } from "@/lib/stores/types";

/**
 * `previewId`: the preview whose memories a remote store's items are made of; null to read them from the store, and for
 * listed ids.
 */
export type FreezeItemsInput = FreezeInput & { previewId: string | null; signal: AbortSignal };
