import { createHash } from "node:crypto";
import type { Context } from "@/lib/access/context";
import { inParallel } from "@/lib/async/in-parallel";
import { entityKinds, type EntityPosition } from "@/lib/memories/entity";
import { listEntityValues } from "@/lib/stores/sql/list-entity-values";
import { builtinStoreId, type StoreId } from "@/lib/stores/store-ids";
import type { MemoryStore } from "@/lib/stores/types";
import { letheActor } from "@/lib/deletions/server/record/lethe-actor";
import { getStore } from "@/lib/stores/server/get-store";
import { listStoreChoices } from "@/lib/stores/server/list-stores";
import type { HashFormat } from "@/lib/tickets/open-dsr";

export type HashedIdentity = { format: HashFormat; value: string };

export type HashMatches = {
  /** For each hash the ids that have it, of any store; empty where none was found. */
  ids: string[][];
  /** Stores whose ids could not be read, or not all of them. */
  unreadStoreCount: number;
};

const storesAtOnce = 4;
const pageSize = 200;
/** Of a remote store, and a kind of entity. */
const pagesMax = 50;

/**
 * Which users, agents, apps and runs a hash stands for: a hash cannot be searched for in texts, only be compared with the hashes
 * of the ids that the stores have, as they are written and in lower case.
 */
export const matchHashes = async (
  ctx: Pick<Context, "database" | "secret" | "allowsPrivateStores">,
  wanted: readonly HashedIdentity[],
): Promise<HashMatches> => {
  const found = wanted.map(() => new Set<string>());
  const places = new Map(
    wanted.map(({ format, value }, place) => [`${format} ${value.toLowerCase()}`, place]),
  );
  const formats = [...new Set(wanted.map(({ format }) => format))];
  const compare = (id: string): void => {
    for (const text of new Set([id, id.trim().toLowerCase()])) {
      for (const format of formats) {
        const digest = createHash(format).update(text).digest("hex");
        const place = places.get(`${format} ${digest}`);
        if (place !== undefined) found[place]?.add(id);
      }
    }
  };
  const choices = await listStoreChoices(ctx);
  const areRead = await inParallel(choices, storesAtOnce, ({ id }) =>
    compareStore(ctx, id, compare).catch(() => false),
  );
  return {
    // The same hash given twice is found once, at its last place.
    ids: wanted.map(({ format, value }) => [
      ...(found[places.get(`${format} ${value.toLowerCase()}`) ?? -1] ?? []),
    ]),
    unreadStoreCount: areRead.filter((isRead) => !isRead).length,
  };
};

/** Whether all ids of a store were compared. */
const compareStore = async (
  ctx: Pick<Context, "database" | "secret" | "allowsPrivateStores">,
  storeId: StoreId,
  compare: (id: string) => void,
): Promise<boolean> => {
  if (storeId === builtinStoreId) {
    for await (const values of listEntityValues(ctx.database)) values.forEach(compare);
    return true;
  }
  const store = await getStore({ ...ctx, actor: letheActor }, storeId);
  let isWhole = true;
  for (const kind of entityKinds) isWhole = (await compareKind(store, kind, compare)) && isWhole;
  return isWhole;
};

const compareKind = async (
  store: MemoryStore,
  kind: (typeof entityKinds)[number],
  compare: (id: string) => void,
): Promise<boolean> => {
  let position: EntityPosition | null = null;
  for (let page = 0; page < pagesMax; page++) {
    const answer = await store.listEntities({
      kind,
      text: "",
      sort: { field: "name", direction: "asc" },
      cursor: position === null ? null : { direction: "after", position },
      limit: pageSize,
    });
    for (const { value } of answer.entities) compare(value);
    const last = answer.entities.at(-1);
    const isWhole = answer.cappedAt === undefined && (answer.unreadableCount ?? 0) === 0;
    if (!answer.hasNext || last === undefined) return isWhole;
    position = { field: "name", value: last.value };
  }
  return false;
};
