import { and, desc, eq, isNull, ne, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import type { Database, Transaction } from "@/lib/database/server/database";
import { deletionColumns } from "@/lib/deletions/server/history/deletion-row";
import { entitiesSelected } from "@/lib/people/entities-selected";
import { confirmedMax } from "@/lib/people/schema";
import type { PersonEntity } from "@/lib/people/types";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { SealError } from "@/lib/text/server/seal";
import { deletions } from "@/drizzle/schema/deletions";
import { openDetails } from "./seal-ticket";
import { judgedCountMax } from "./settle-tickets";
import type { TicketRow } from "./ticket-row";

/** `isCut`: there are more ids than can be looked for at once. */
export type WhomToLookFor = { names: string[]; confirmed: PersonEntity[]; isCut: boolean };

/**
 * Whom a ticket is about: the names that it was made with, the ids that were confirmed to be the same person's, and those that were
 * erased for it. Null when they were sealed under another secret.
 */
export const whomToLookFor = async (
  ctx: Pick<Context, "secret"> & { database: Database | Transaction },
  row: TicketRow,
): Promise<WhomToLookFor | null> => {
  const details = openDetailsOf(ctx, row);
  if (details === null) return null;
  const { names, aliases } = details;
  const all = [...aliases, ...(await erasedFor(ctx, row))];
  const once = [...new Map(all.map((entity) => [keyOf(entity), entity])).values()];
  return { names, confirmed: once.slice(0, confirmedMax), isCut: once.length > confirmedMax };
};

const openDetailsOf = ({ secret }: Pick<Context, "secret">, row: TicketRow) => {
  try {
    return openDetails(secret, row);
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
};

/** Ids of which a deletion of the ticket took every memory, the last deletion's first. */
const erasedFor = async (
  { database }: { database: Database | Transaction },
  { id }: TicketRow,
): Promise<PersonEntity[]> => {
  const rows = await database
    .select({ storeId: deletions.storeId, selection: deletionColumns.selection })
    .from(deletions)
    .where(
      and(
        eq(deletions.ticketId, id),
        isNull(deletions.selectionErasedAt),
        ne(deletions.status, "cancelled"),
        sql`${deletions.deletedCount} + ${deletions.absentCount} > 0`,
      ),
    )
    .orderBy(desc(deletions.createdAt), desc(deletions.id))
    .limit(judgedCountMax);
  return rows.flatMap(({ storeId, selection }) =>
    entitiesSelected(selection).map((entity) => ({ storeId: storeIdSchema.parse(storeId), ...entity })),
  );
};

const keyOf = ({ storeId, kind, value }: PersonEntity): string => JSON.stringify([storeId, kind, value]);
