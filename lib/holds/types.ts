import { z } from "zod";
import type { Actor } from "@/lib/access/types";
import type { Filter } from "@/lib/filters/filter";
import type { EntityKind } from "@/lib/memories/entity";

export const holdIdSchema = z.uuid().brand<"HoldId">();
export type HoldId = z.infer<typeof holdIdSchema>;

/** Which memories of its stores a hold covers, now and later. */
export type HoldCovers =
  | { kind: "everything" }
  /** Those that name at least one of them. */
  | { kind: "entities"; entities: HeldEntity[] }
  | { kind: "filter"; filter: Filter };
export type HeldEntity = { kind: EntityKind; value: string };

/**
 * What forbids that memories are deleted or changed, as it crosses the wire: instants are ISO 8601 in UTC. `coversState`: `hidden`
 * where the role sees no texts and IDs, `erased` some time after the release; references stand for values then.
 */
export type Hold = {
  id: HoldId;
  name: string;
  reason: string;
  /** A case number, say. */
  reference: string | null;
  /** Null: all stores, also those to come. */
  stores: { id: string; name: string }[] | null;
  covers: HoldCovers;
  coversState: "plain" | "hidden" | "erased";
  placedBy: Actor;
  placedAt: string;
  /** Null: it is in force. */
  released: { at: string; by: Actor; reason: string } | null;
};

/** Those in force and those that were released, newest first; `nextPosition` is null on the last page. */
export type HoldPage = { holds: Hold[]; nextPosition: HoldPosition | null };
export type HoldPosition = { at: string; id: HoldId };
