import { and, asc, gt, isNotNull } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { entityKinds, type EntityKind } from "@/lib/memories/entity";
import { memories } from "@/drizzle/schema/memories";
import { entityColumns } from "./entity-columns";

const valuesAtOnce = 10_000;

/** The ids of all users, agents, apps and runs, each kind in its order and in parts, uncounted: one pass over an index for each. */
export async function* listEntityValues(
  database: Database,
  kinds: readonly EntityKind[] = entityKinds,
): AsyncGenerator<string[]> {
  for (const kind of kinds) {
    const column = entityColumns[kind];
    for (let last: string | null = null; ;) {
      const rows: { value: unknown }[] = await database
        .selectDistinct({ value: column })
        .from(memories)
        .where(and(isNotNull(column), last === null ? undefined : gt(column, last)))
        .orderBy(asc(column))
        .limit(valuesAtOnce);
      const values = rows.map(({ value }) => String(value));
      if (values.length > 0) yield values;
      if (values.length < valuesAtOnce) break;
      last = values.at(-1) ?? null;
    }
  }
}
