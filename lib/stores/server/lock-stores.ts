import { and, isNull, ne, sql } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import { stores } from "@/drizzle/schema/stores";

const storesLock = 7_313_003;

/** Changes of stores take turns until commit, because ids and names must not clash with those of the others. */
export const lockStores = async (transaction: Transaction): Promise<void> => {
  await transaction.execute(sql`select pg_advisory_xact_lock(${storesLock})`);
};

/** Throws invalid_input when a store that is in use, other than `exceptId`, has this name in any case. */
export const refuseTakenName = async (
  transaction: Transaction,
  name: string,
  exceptId: string | null = null,
): Promise<void> => {
  const takenCount = await transaction.$count(
    stores,
    and(
      isNull(stores.disabledAt),
      sql`lower(${stores.name}) = lower(${name})`,
      exceptId === null ? undefined : ne(stores.id, exceptId),
    ),
  );
  if (takenCount > 0) throw new ExpectedError("invalid_input", "There is already a store with this name.");
};
