import { sql } from "drizzle-orm";
import { sharedRuns } from "@/lib/async/shared-runs";
import type { Database } from "@/lib/database/server/database";
import { isDistributed, isKnownDistributed } from "@/lib/database/server/distribution/is-distributed";
import { writeExact } from "@/lib/json/write-exact";
import { builtinStoreId, builtinStoreName } from "@/lib/stores/store-ids";
import type { EntityPage } from "@/lib/memories/entity";
import type { MonthCounts } from "@/lib/memories/month-counts";
import { memorySortFields, type Count } from "@/lib/memories/types";
import type { StoreCapabilities, TransactionalStore } from "@/lib/stores/types";
import { memories } from "@/drizzle/schema/memories";
import { countByAge } from "../sql/count-by-age";
import { countByMonth } from "../sql/count-by-month";
import { countEach } from "../sql/count-each";
import { countMemories, countUpTo } from "../sql/count-memories";
import { countJoined, countSelection } from "../sql/count-selection";
import { findPersonBySql } from "../sql/find-person";
import { findWriters } from "./find-writers";
import { listEntities } from "../sql/list-entities";
import { listFacets } from "../sql/list-facets";
import { listMemories } from "../sql/list-memories";
import { listNearEntities } from "./list-near-entities";
import { listSelected } from "../sql/list-selected";
import { listVersions } from "./list-versions";
import { memoryColumns, memoryFrom } from "../sql/memory-row";
import { openExport } from "./open-export";
import { previewSelection } from "../sql/preview-selection";
import { readCoverage } from "../sql/read-coverage";
import { isUpkeepDue, settleMemories } from "./settle-memories";
import { uuidsOf } from "../sql/sql-values";

const stores = new WeakMap<Database, TransactionalStore>();

/**
 * The store in Lethe's own Postgres, with Mem0's semantics; one for each database. Everything is exact; a failed query throws a
 * DatabaseError.
 */
export const builtinStore = (database: Database): TransactionalStore => {
  const store = stores.get(database) ?? makeStore(database);
  stores.set(database, store);
  return store;
};

const makeStore = (database: Database): TransactionalStore => {
  // Each of these reads the whole table: fifty people who open the same page would keep the database busy for seconds.
  const [counts, entityPages] = [sharedRuns<Count>(), sharedRuns<EntityPage>()];
  const [monthCounts, ages] = [sharedRuns<MonthCounts>(), sharedRuns<number[][]>()];
  return {
    id: builtinStoreId,
    kind: "builtin",
    name: builtinStoreName,
    get capabilities(): StoreCapabilities {
      return isKnownDistributed(database) ? everythingOnNodes : everything;
    },

    list: (input) => listMemories(database, input),
    count: (filter, signal) =>
      counts(
        writeExact(filter),
        async (shared) => asCounted(database, await countMemories(database, filter, shared)),
        signal,
      ),
    countEach: (filters, signal) => countEach(database, filters, signal),
    countByMonth: (input, signal) =>
      monthCounts(
        writeExact([input.filter, input.by]),
        (shared) => countByMonth(database, input, shared),
        signal,
      ),
    countByAge: (input, signal) =>
      ages(writeExact(input.parts), (shared) => countByAge(database, input, shared), signal),
    countUpTo: (input, signal) => countUpTo(database, input, signal),
    countSelection: (input) => countSelection(database, input),
    readCoverage: (input) => readCoverage(database, input),
    find: async (id) => {
      const [row] = await database
        .select(memoryColumns)
        .from(memories)
        .where(sql`${memories.id} = any(${uuidsOf([id])})`);
      return row === undefined ? null : memoryFrom(row);
    },
    listVersions: (id) => listVersions(database, id),
    listEntities: (input, signal) =>
      entityPages(writeExact(input), (shared) => listEntities(database, input, shared), signal),
    listNearEntities: (input, signal) => listNearEntities(database, input, signal),
    listFacets: (input) => listFacets(database, input),
    findPerson: (input, signal) =>
      findPersonBySql(database, input, { hasTrigrams: true, hasVersions: true, signal }),
    preview: (input) => previewSelection(database, input),
    listSelected: (input) => listSelected(database, input),
    openExport: (input) => openExport(database, input),

    deletes: "in_transaction",
    countJoined: (input) => countJoined(database, input),
    findWriters: (input) => findWriters(database, input),
    settle: settleMemories,
    isUpkeepDue,
  };
};

/** Of several nodes there is no one snapshot. */
const asCounted = async (database: Database, count: Count): Promise<Count> =>
  (await isDistributed(database)) ? { ...count, isAbout: true } : count;

const everything: StoreCapabilities = {
  countsExactly: true,
  sorts: memorySortFields.flatMap((field) => [
    { field, direction: "desc" },
    { field, direction: "asc" },
  ]),
  examinedFields: [],
  examinedMax: 0,
  missingFields: [],
  missingOperators: [],
};

/** What compares each memory with all others cannot be asked of nodes that have a part of them each. */
const everythingOnNodes: StoreCapabilities = {
  ...everything,
  isOnNodes: true,
  missingFields: ["duplicate"],
  missingOperators: ["inactive_for", "inactive_since"],
};
