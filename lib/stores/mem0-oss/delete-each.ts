import type pg from "pg";
import { inParallel } from "@/lib/async/in-parallel";
import { keepApart } from "@/lib/async/keep-apart";
import { StoreError } from "@/lib/errors/store-error";
import type { MemoryId } from "@/lib/memories/types";
import type { BatchToDelete } from "@/lib/stores/types";
import type { OssClient } from "./client";
import { readEntityLinks } from "./entity-rows";

/** The server works on no more of them at once: it is one process, with five connections to its database. */
const deletesMax = 4;

type Reached = {
  client: OssClient;
  /** Null without a database's address. */
  pool: pg.Pool | null;
  collection: string;
};

/**
 * Deletes memories by their ids, several at the same time where that loses no link, also for several deletions in this process.
 * With each memory the server reads the entity rows of its user, takes the memory's id out of each list of links, and writes the
 * whole list back, without a lock or a transaction (`_remove_memory_from_entity_store` in mem0/memory/main.py): of deletes at
 * once that share a row the last writes back what the others took out. With four at once 56 and 59 of 90 links stayed behind;
 * when those that share a row wait for each other, none (measured). What cannot be deleted (a memory without a payload) is left
 * for the caller to find; what stops the server is thrown, once nothing is under way.
 */
export const openDeletes = (reached: Reached) => {
  const apart = keepApart(deletesMax);
  return async ({ ids, memories, signal }: BatchToDelete): Promise<void> => {
    const linksOf = await findLinks(reached, { ids, memories, signal });
    let hasFailed = false;
    await inParallel(ids, ids.length, (id) =>
      apart(linksOf(id), async () => {
        if (hasFailed) return;
        try {
          await reached.client.deleteMemory(id, signal);
        } catch (error) {
          if (error instanceof StoreError && error.code === "refused") return;
          hasFailed = true;
          throw error;
        }
      }),
    );
  };
};

/** What a memory shares with others that are not to be deleted at the same time; null when that is unknown. */
type LinksOf = (id: MemoryId) => ReadonlySet<string> | null;

const findLinks = async (
  { pool, collection }: Reached,
  { ids, memories = [] }: BatchToDelete,
): Promise<LinksOf> => {
  const rowsOf = pool === null ? null : await readEntityLinks(pool, collection, ids).catch(ignoreFault);
  if (rowsOf !== null) return (id) => rowsOf.get(id.toLowerCase()) ?? new Set();
  // A row is of one user, and the server reads those of the memory's user only.
  const users = new Map(memories.map(({ id, userId }) => [id, userId]));
  return (id) => {
    const user = users.get(id) ?? null;
    return user === null ? null : new Set([user]);
  };
};

/** Without the links the deletes take longer, and are as good. */
const ignoreFault = (error: unknown): null => {
  if (error instanceof StoreError) return null;
  throw error;
};
