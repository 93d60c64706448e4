import { and, sql, type SQL } from "drizzle-orm";
import type pg from "pg";
import type { Database } from "@/lib/database/server/database";
import type { Filter } from "@/lib/filters/filter";
import type { MemoryId, SuggestedField } from "@/lib/memories/types";
import { compileFilter } from "@/lib/stores/sql/compile-filter";
import { countByAge } from "@/lib/stores/sql/count-by-age";
import { countByMonth } from "@/lib/stores/sql/count-by-month";
import { countEach } from "@/lib/stores/sql/count-each";
import { countMemories } from "@/lib/stores/sql/count-memories";
import { countSelection } from "@/lib/stores/sql/count-selection";
import { listEntities } from "@/lib/stores/sql/list-entities";
import { listFacets } from "@/lib/stores/sql/list-facets";
import { listMemories } from "@/lib/stores/sql/list-memories";
import { listSelected } from "@/lib/stores/sql/list-selected";
import { memoryColumns, memoryFrom } from "@/lib/stores/sql/memory-row";
import { readCoverage } from "@/lib/stores/sql/read-coverage";
import { runCancellable } from "@/lib/stores/sql/run-cancellable";
import { isFoundIn } from "@/lib/stores/sql/folded-text";
import { timestampOf, uuidsOf, uuidTextsOf } from "@/lib/stores/sql/sql-values";
import { nearestFirst } from "@/lib/stores/remote/nearest-first";
import { previewByWalking } from "@/lib/stores/remote/preview-by-walking";
import type { Walk } from "@/lib/stores/remote/walk";
import type { ReadRow } from "@/lib/stores/remote/read-row";
import { metMemories } from "@/lib/stores/remote/met-memories";
import { StoreError } from "@/lib/errors/store-error";
import type { ListSelectedInput, MetMemories, RemoteStore } from "@/lib/stores/types";
import { tallyUnreadable, type UnreadableMemory } from "@/lib/memories/unreadable";
import { entityFieldOf } from "@/lib/memories/entity";
import { memories } from "@/drizzle/schema/memories";
import { asStoreError } from "./as-store-error";
import { collectionDatabase } from "./collection-database";
import { findPersonInCollection } from "./find-in-collection";
import { datedFilter, datedSelection } from "./dated-filter";
import { readOddRows } from "./odd-rows";

const partSize = 1_000;
const idsAtOnce = 100_000;
const foundMax = 1_000;
const oddListedMax = 1_000;

/** Ids of a kind that are compared with a text to find those like it. */
const comparedMax = 10_000;

/** What of a store is read from its collection. */
export type ReadStore = Pick<
  RemoteStore,
  | "list"
  | "count"
  | "countEach"
  | "countByMonth"
  | "countByAge"
  | "countSelection"
  | "readCoverage"
  | "find"
  | "listFacets"
  | "listEntities"
  | "listNearEntities"
  | "findPerson"
  | "preview"
  | "listSelected"
  | "walk"
  | "findMany"
  | "searchWords"
>;

/**
 * Reads Mem0's collection in its Postgres, exactly and without the server's caps; see collection-database.ts. Throws
 * StoreError, and what a signal was aborted with.
 */
export const openCollection = (pool: pg.Pool, collection: string): ReadStore => {
  const database = collectionDatabase(pool, collection);
  const facets = (field: SuggestedField, text: string, limit: number) =>
    listFacets(database, { field, text, limit });

  const findMany = async (ids: readonly MemoryId[]): Promise<MetMemories> => {
    const rows = await database
      .select(memoryColumns)
      .from(memories)
      .where(sql`${memories.id} = any(${uuidsOf(ids)})`);
    const odd: ReadRow[] = [];
    for await (const rows of readOdd(ids)) odd.push(...rows);
    // Postgres ignores the case of a UUID; the answer has the id as the caller wrote it.
    const asked = new Map<string, MemoryId>(ids.map((id) => [id.toLowerCase(), id]));
    const named = (id: MemoryId) => asked.get(id) ?? id;
    return {
      memories: rows.map(memoryFrom).map((memory) => ({ ...memory, id: named(memory.id) })),
      unreadable: odd.map((row) => ({ odd: row.odd, id: row.id === null ? null : named(row.id) })),
    };
  };
  const readOdd = (ids: readonly MemoryId[] | null) =>
    readOddRows(pool, collection, ids === null ? null : uuidTextsOf(ids));
  /** Those that may match. */
  const findOdd = async function* (
    filter: Filter | null,
    at = new Date(),
  ): AsyncGenerator<UnreadableMemory[]> {
    for await (const rows of readOdd(null)) yield metMemories(rows, filter, at).unreadable;
  };
  /** Above this, the page says "at least" instead of waiting for the full count. */
  const tallyOdd = async (filter: Filter | null) => {
    const tally = tallyUnreadable();
    let count = 0;
    for await (const found of findOdd(filter)) {
      tally.add(found.slice(0, oddListedMax - count));
      count += found.length;
      if (count > oddListedMax) return tally.done("at_least");
    }
    return tally.done();
  };

  const walk: Walk = async function* ({ filter, at, signal }) {
    const odd = findOdd(filter, at);
    for (;;) {
      const found = await asStoreError(() => odd.next());
      if (found.done === true) break;
      signal.throwIfAborted();
      if (found.value.length > 0) yield { memories: [], unreadable: found.value };
    }
    for (let after: MemoryId | null = null; ;) {
      const condition = compileFilter(
        datedFilter(filter),
        undefined,
        at === undefined ? undefined : { now: timestampOf(at.toISOString()) },
      );
      const ids = await asStoreError(() => readIds(database, condition, after, signal));
      for (let start = 0; start < ids.length; start += partSize) {
        signal.throwIfAborted();
        yield await asStoreError(() => findMany(ids.slice(start, start + partSize)));
      }
      after = ids.at(-1) ?? null;
      if (ids.length < idsAtOnce) return;
    }
  };

  const source: Pick<ReadStore, "walk" | "findMany" | "countEach" | "countSelection"> = {
    walk,
    findMany: ({ ids }) => asStoreError(() => findMany(ids)),
    countEach: (filters, signal) =>
      asStoreError(() =>
        countEach(
          database,
          filters.map((filter) => datedFilter(filter)),
          signal,
        ),
      ),
    countSelection: (input) =>
      asStoreError(() => countSelection(database, { ...input, selection: datedSelection(input.selection) })),
  };

  return {
    ...source,
    list: (input) =>
      asStoreError(async () => {
        const [page, unreadable] = await Promise.all([
          listMemories(database, { ...input, filter: datedFilter(input.filter) }),
          tallyOdd(input.filter),
        ]);
        return { ...page, ...(unreadable && { unreadable }) };
      }),
    count: (filter, signal) => asStoreError(() => countMemories(database, datedFilter(filter), signal)),
    countByMonth: (input, signal) =>
      asStoreError(() => countByMonth(database, { ...input, filter: datedFilter(input.filter) }, signal)),
    countByAge: (input, signal) =>
      asStoreError(() =>
        countByAge(database, { ...input, parts: input.parts.map((part) => datedFilter(part)) }, signal),
      ),
    readCoverage: (input) =>
      asStoreError(() => readCoverage(database, { ...input, filter: datedFilter(input.filter) })),
    find: (id) =>
      asStoreError(async () => {
        const { memories: found, unreadable } = await findMany([id]);
        if (unreadable.length > 0) throw new StoreError("unreadable");
        return found[0] ?? null;
      }),
    listFacets: ({ field, text, limit }) => asStoreError(() => facets(field, text, limit)),
    listEntities: (input, signal) => asStoreError(() => listEntities(database, input, signal)),
    // Without pg_trgm, which Mem0's Postgres need not have.
    listNearEntities: ({ kind, text, limit }) =>
      asStoreError(async () => nearestFirst(await facets(entityFieldOf[kind], "", comparedMax), text, limit)),
    findPerson: (input, signal) =>
      findPersonInCollection(database, input, { signal, tallyOdd: () => tallyOdd(null) }),
    // By reading all of it, as its ids and digests are what a confirmation binds to.
    preview: (input) => previewByWalking(source, input),
    listSelected: (input) => asStoreError(() => listSelected(database, datedInput(input))),
    searchWords: ({ words }) =>
      asStoreError(async () => {
        const rows = await database
          .select({ id: memoryColumns.id })
          .from(memories)
          .where(and(...words.map(isFoundIn)))
          .limit(foundMax);
        return rows.map(idOf);
      }),
  };
};

const endOfTime = new Date("9999-12-31T00:00:00.000Z");

/** When a memory was stored is only what its server wrote down: listed ids are meant in any case (in-reach.ts). */
const datedInput = (input: ListSelectedInput): ListSelectedInput =>
  input.selection.kind === "listed"
    ? { ...input, cutoffAt: endOfTime }
    : { ...input, selection: datedSelection(input.selection) };

/** Without an index for the filter each of these reads the whole collection, so that many ids are read at once. */
const readIds = async (
  database: Database,
  condition: SQL,
  after: MemoryId | null,
  signal: AbortSignal,
): Promise<MemoryId[]> => {
  const { rows } = await runCancellable(database, signal, (connection) =>
    connection.execute<{ id: string }>(sql`
      select id from ${memories} where (${condition})${after === null ? sql`` : sql` and id > ${after}::uuid`}
      order by id limit ${idsAtOnce}`),
  );
  return rows.map(idOf);
};

// The column is of type uuid.
const idOf = ({ id }: { id: string }) => id as MemoryId;
