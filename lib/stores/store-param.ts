import { parseAsString } from "nuqs/server";
import { builtinStoreId, isStoreId, type StoreId } from "./store-ids";

/** The part of an address that names the store; absent, it is the built-in one. For nuqs, on both sides of the wire. */
export const storeParams = { store: parseAsString };

/** The store that an address names; null when it names none that can be. Never the built-in one in its stead. */
export const storeIdFrom = (value: string | null | undefined): StoreId | null =>
  value == null ? builtinStoreId : isStoreId(value) ? value : null;

/** The same address in a store. */
export const withStore = (path: string, storeId: StoreId): string => {
  if (storeId === builtinStoreId) return path;
  return `${path}${path.includes("?") ? "&" : "?"}store=${encodeURIComponent(storeId)}`;
};
