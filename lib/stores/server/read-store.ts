import type { Context } from "@/lib/access/context";
import { DatabaseError, isTimeout } from "@/lib/database/server/database-error";
import { builtinStore } from "@/lib/stores/builtin/builtin-store";
import type { StoreId } from "@/lib/stores/store-ids";
import type { MemoryStore } from "@/lib/stores/types";
import { getStore } from "./get-store";

/** By how many seconds the replica that was read is behind; absent when it has everything, or none was read. */
export type Behind = { behindSeconds?: number };

const catchUpMsMax = 2_000;

/**
 * Reads what is listed, counted or suggested from a store: the built-in one from the read replica, while that has all that Lethe
 * has deleted, changed and imported. What fails there is read again from the primary. Not for what is confirmed, frozen, verified
 * or answered to an application. Throws as getStore, and what `read` throws.
 */
export const readStore = async <Result>(
  ctx: Context,
  storeId: StoreId,
  read: (store: MemoryStore) => Promise<Result>,
): Promise<{ result: Result; behind: Behind }> => {
  const store = await getStore(ctx, storeId);
  const { replica } = ctx;
  if (store.kind !== "builtin" || !replica) return { result: await read(store), behind: {} };
  const standing = await replica.look();
  if (standing.is !== "read") return { result: await read(store), behind: {} };
  try {
    const result = await read(builtinStore(replica.database));
    return { result, behind: standing.behindSeconds === 0 ? {} : { behindSeconds: standing.behindSeconds } };
  } catch (error) {
    // A replica cancels reads that hold up what it has to replay, and can go away in the middle of one.
    if (!(error instanceof DatabaseError) || isTimeout(error)) throw error;
    return { result: await read(store), behind: {} };
  }
};

/**
 * The same for an export, which promises all that was stored when it was asked for: from the replica only when it has everything,
 * or gets it within two seconds.
 */
export const readWholeStore = async <Result>(
  ctx: Context,
  storeId: StoreId,
  read: (store: MemoryStore) => Promise<Result>,
): Promise<Result> => {
  const store = await getStore(ctx, storeId);
  const { replica } = ctx;
  if (store.kind !== "builtin" || !replica || !(await replica.catchesUpWithin(catchUpMsMax))) {
    return read(store);
  }
  try {
    return await read(builtinStore(replica.database));
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    return read(store);
  }
};
