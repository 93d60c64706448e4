import type { Database } from "@/lib/database/server/database";
import type { Unreadable } from "@/lib/memories/unreadable";
import { findPersonBySql } from "@/lib/stores/sql/find-person";
import type { FindPersonInput, PersonPart } from "../person";
import { asStoreError } from "./as-store-error";

type Options = { signal: AbortSignal; tallyOdd: () => Promise<Unreadable | undefined> };

/** Looks for a person in Mem0's collection, and says how many memories could not be read for it. Throws StoreError. */
export async function* findPersonInCollection(
  database: Database,
  input: FindPersonInput,
  { signal, tallyOdd }: Options,
): AsyncGenerator<PersonPart> {
  const parts = findPersonBySql(database, input, { hasTrigrams: false, hasVersions: false, signal });
  try {
    for (;;) {
      const next = await asStoreError(() => parts.next());
      if (next.done === true) break;
      yield next.value;
    }
    const odd = await asStoreError(tallyOdd);
    if (odd !== undefined) yield { kind: "gap", what: "everything", reason: "unreadable", count: odd.count };
  } finally {
    await parts.return(undefined);
  }
}
