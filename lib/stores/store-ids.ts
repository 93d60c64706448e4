import type { z } from "zod";

/** What storeIdSchema lets through. */
export type StoreId = string & z.core.$brand<"StoreId">;

/** Whether a text could be the id of a store: lower-case letters, digits and hyphens. */
export const isStoreId = (text: string): text is StoreId => /^[a-z0-9-]{1,64}$/.test(text);

export const storeKinds = ["builtin", "mem0-platform", "mem0-oss"] as const;
export type StoreKind = (typeof storeKinds)[number];

/** The store that Lethe brings along. */
// The cast: it is written as ids of stores are.
export const builtinStoreId = "builtin" as StoreId;
export const builtinStoreName = "Built-in store";
