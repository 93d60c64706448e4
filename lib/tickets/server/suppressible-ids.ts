import type { Context } from "@/lib/access/context";
import type { Database, Transaction } from "@/lib/database/server/database";
import { foldText } from "@/lib/text/fold-text";
import type { SuppressibleId } from "@/lib/tickets/types";
import type { TicketRow } from "./ticket-row";
import { whomToLookFor } from "./whom-to-look-for";

/**
 * What of a ticket can be suppressed: its names and ids, the ids that were confirmed to be the same person's, and those that were erased
 * for it, each once without regard to case. None once they are erased, or where they cannot be read.
 */
export const suppressibleIds = async (
  ctx: Pick<Context, "secret"> & { database: Database | Transaction },
  row: TicketRow,
): Promise<SuppressibleId[]> => {
  const whom = await whomToLookFor(ctx, row);
  if (whom === null) return [];
  const all: SuppressibleId[] = [
    // First, so that one that is a name as well is known by what it was confirmed to be.
    ...whom.confirmed.map(({ kind, value }) => ({ kind, value })),
    ...whom.names.map((value) => ({ kind: null, value })),
  ];
  const once = new Map<string, SuppressibleId>();
  for (const id of all) {
    const key = foldText(id.value.trim());
    if (key !== "" && !once.has(key)) once.set(key, id);
  }
  return [...once.values()];
};
