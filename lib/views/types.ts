import type { z } from "zod";
import type { Filter } from "@/lib/filters/filter";
import type { MemorySort } from "@/lib/memories/types";
import type { StoreId } from "@/lib/stores/store-ids";
import type { viewIdSchema } from "./view-id-schema";

export type ViewId = z.infer<typeof viewIdSchema>;

/** The columns of the table: their order, and those that are hidden. */
export type ViewColumns = { order: string[]; hidden: string[] };

/** What a view looks for. It can name people: it lies sealed, and is in no list. */
export type ViewSearch = { filter: Filter | null; text: string };

/** What is kept of the memories page under a view's name. */
export type ViewContent = ViewSearch & { storeId: StoreId; sort: MemorySort; columns: ViewColumns };

/** A view as lists show it. */
export type ListedView = {
  id: ViewId;
  name: string;
  storeId: StoreId;
  /** For every member who reads memories; else for its owner alone. */
  isShared: boolean;
  /** Who saved it: an email address. */
  ownerLabel: string;
  isOwn: boolean;
  /** Its owner may change and delete it, and an admin. */
  mayChange: boolean;
};

/** `search` null: it was sealed under another LETHE_SECRET, or changed outside Lethe. `updatedAt`: ISO 8601 in UTC. */
export type SavedView = ListedView & {
  search: ViewSearch | null;
  sort: MemorySort;
  columns: ViewColumns;
  updatedAt: string;
};
