import { entityFieldOf, entityKinds, type Entity, type EntityKind } from "@/lib/memories/entity";
import { entitiesByWalking } from "@/lib/stores/remote/entities-by-walking";
import { inParallel } from "@/lib/async/in-parallel";
import { StoreError } from "@/lib/errors/store-error";
import type { RemoteStore } from "@/lib/stores/types";
import { unknownInstant } from "@/lib/instants/unknown-instant";
import type { EntityRow } from "./answers";
import { everything } from "./platform-filter";
import { parallelMax, type PlatformRequests } from "./requests";

/** Up to so many memories of a project are read to count its entities: a hundred requests. */
export const walkedMax = 20_000;

/** In a larger one, so many are counted one by one. */
const countedMax = 500;
const pagesMax = 1_000;

type Source = {
  requests: Pick<PlatformRequests, "listPage" | "listEntities">;
  store: Pick<RemoteStore, "walk">;
};

/** `unreadableCount`: how many more there are without a usable name. */
export type CountedEntities = { entities: Entity[]; unreadableCount: number };

/**
 * Every entity of a kind with its memories. The Platform lists entities; how many memories each has it says only sometimes,
 * and it lists those that have none any more. Where it does not say, they are counted by reading the project, or one
 * by one in a large project. Throws not_supported when they are too many for that. Without the reading, first and last
 * activity are the Platform's: when it first saw the entity, and when it last changed it.
 */
export const countEntities = async (
  { requests, store }: Source,
  kind: EntityKind,
  signal: AbortSignal,
): Promise<CountedEntities> => {
  const { rows, unreadableCount } = await readEntities(requests, kind, signal);
  return { entities: await withCounts({ requests, store }, kind, rows, signal), unreadableCount };
};

const withCounts = async (
  { requests, store }: Source,
  kind: EntityKind,
  rows: readonly NamedRow[],
  signal: AbortSignal,
): Promise<Entity[]> => {
  if (rows.length === 0) return [];
  if (rows.every(({ total_memories }) => total_memories != null)) {
    return rows.map((row) => entityOf(kind, row, row.total_memories ?? 0)).filter(({ count }) => count > 0);
  }
  const project = await requests.listPage({ filters: everything, page: 1, pageSize: 1 }, signal);
  if (project !== null && project.count <= walkedMax) return entitiesByWalking(store, kind, signal);
  if (rows.length > countedMax) throw new StoreError("not_supported");
  const counted = await inParallel(rows, parallelMax, async (row) => {
    const filters = { [entityFieldOf[kind]]: row.name };
    const page = await requests.listPage({ filters, page: 1, pageSize: 1 }, signal);
    return entityOf(kind, row, page?.count ?? 0);
  });
  return counted.filter(({ count }) => count > 0);
};

type NamedRow = EntityRow & { name: string };

const entityOf = (kind: EntityKind, row: NamedRow, count: number): Entity => ({
  kind,
  value: row.name,
  count,
  firstActivityAt: row.created_at ?? unknownInstant,
  lastActivityAt: row.updated_at ?? row.created_at ?? unknownInstant,
});

const readEntities = async (
  { listEntities }: Source["requests"],
  kind: EntityKind,
  signal: AbortSignal,
): Promise<{ rows: NamedRow[]; unreadableCount: number }> => {
  const found = new Map<string, NamedRow>();
  let unreadableCount = 0;
  for (let page = 1; page <= pagesMax; page++) {
    const answer = await listEntities(page, signal);
    if (answer === null) break;
    for (const row of answer.results) {
      const { name } = row;
      if (kindOf(row) !== kind) continue;
      if (name === null) unreadableCount += 1;
      else found.set(name, { ...row, name });
    }
    if (answer.next == null || answer.results.length === 0) break;
  }
  return { rows: [...found.values()], unreadableCount };
};

const kindOf = ({ type }: EntityRow): EntityKind | undefined => entityKinds.find((kind) => kind === type);
