import type { suppressions } from "@/drizzle/schema/suppressions";
import { suppressionIdSchema, type Suppression } from "../types";
import { suppressionKeyCheckOf } from "./suppressed-digest";

/** A row as it crosses the wire. `secret`: LETHE_SECRET. */
export const suppressionFrom = (
  { secret }: { secret: string },
  row: typeof suppressions.$inferSelect & { ticketReference: string },
): Suppression => ({
  id: suppressionIdSchema.parse(row.id),
  ticketReference: row.ticketReference,
  mode: row.mode,
  idCount: row.idCount,
  isUnreadable: row.liftedAt === null && !row.keyCheck.equals(suppressionKeyCheckOf(secret)),
  createdBy: row.createdBy,
  createdAt: row.createdAt.toISOString(),
  lifted:
    row.liftedAt === null || row.liftedBy === null || row.liftReason === null
      ? null
      : { at: row.liftedAt.toISOString(), by: row.liftedBy, reason: row.liftReason },
  refusedCount: row.refusedCount,
  letInCount: row.letInCount,
  lastMetAt: row.lastMetAt?.toISOString() ?? null,
});
