import { z } from "zod";
import type { Actor } from "@/lib/access/types";
import type { EntityKind } from "@/lib/memories/entity";
import type { Count, MemoryId } from "@/lib/memories/types";
import type { StoreId } from "@/lib/stores/store-ids";

export const watchIdSchema = z.uuid().brand<"WatchId">();
export type WatchId = z.infer<typeof watchIdSchema>;

/** What is watched, in every store: a memory, an entity's memories, or what a search finds. */
export type WatchSubject =
  | { kind: "memory"; id: MemoryId }
  | { kind: "entity"; entity: { kind: EntityKind; value: string } }
  | { kind: "search"; text: string };

/** Where a store can still have it, in the order in which the page shows them. */
export const watchPlaces = ["list", "search", "get", "versions", "entity", "copies"] as const;
export type WatchPlace = (typeof watchPlaces)[number];

/**
 * What a store answered for one place. `absent`: `since` is when that was first seen; null where it was never seen there.
 * `not_asked`: it cannot be asked there, `words` say why. `failed`: it was asked, and the answer did not come.
 */
export type PlaceLook = { place: WatchPlace } & (
  | { state: "present"; count: Count }
  | { state: "absent"; since: string | null }
  | { state: "not_asked"; words: string }
  | { state: "failed"; words: string }
);

/** One look at a store. Instants are ISO 8601 in UTC. */
export type WatchLook = { storeId: StoreId; askedAt: string; places: PlaceLook[] };

/** `subject` null: it was sealed under another LETHE_SECRET, or changed outside Lethe. */
export type Watch = {
  id: WatchId;
  subject: WatchSubject | null;
  createdBy: Actor;
  createdAt: string;
  expiresAt: string;
};
