import type { MemoryStore } from "./types";

/** What a page knows of the store it shows. */
export type PageStore = Pick<MemoryStore, "id" | "kind" | "name" | "capabilities">;

export const pageStoreOf = ({ id, kind, name, capabilities }: MemoryStore): PageStore => ({
  id,
  kind,
  name,
  capabilities,
});
