import { z } from "zod";
import type { Actor } from "@/lib/access/types";

export const suppressionIdSchema = z.uuid().brand<"SuppressionId">();
export type SuppressionId = z.infer<typeof suppressionIdSchema>;

/** `refuse`: new memories that name a suppressed id are not stored. `report`: they are, and it is told. */
export const suppressionModes = ["refuse", "report"] as const;
export type SuppressionMode = (typeof suppressionModes)[number];

/** Why a suppression was lifted: codes, as the reason outlives all that was written on the ticket. */
export const liftReasons = ["person_asked", "other_person", "by_mistake", "other"] as const;
export type LiftReason = (typeof liftReasons)[number];

/** A suppression as it crosses the wire: never the ids. Instants are ISO 8601 in UTC. */
export type Suppression = {
  id: SuppressionId;
  ticketReference: string;
  mode: SuppressionMode;
  idCount: number;
  /** Made under another LETHE_SECRET: its digests match nothing any more, so it holds nothing back. */
  isUnreadable: boolean;
  createdBy: Actor;
  createdAt: string;
  /** Null: it is in force. */
  lifted: { at: string; by: Actor; reason: LiftReason } | null;
  /** Requests and lines of imports that were refused. */
  refusedCount: number;
  /** Memories that were let in, and reported. */
  letInCount: number;
  /** When it last refused, or let in, anything. */
  lastMetAt: string | null;
};

/** `nextPosition` is null on the last page. */
export type SuppressionPage = { suppressions: Suppression[]; nextPosition: SuppressionPosition | null };
/** A place in the order of the list, newest first. */
export type SuppressionPosition = { at: string; id: SuppressionId };
