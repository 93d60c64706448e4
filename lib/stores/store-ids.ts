import { storeIdSchema, type StoreId } from "./types";

/** The store that Lethe brings along. */
export const builtinStoreId: StoreId = storeIdSchema.parse("builtin");
export const builtinStoreName = "Built-in store";
