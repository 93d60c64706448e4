import { stat } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import type Libsql from "libsql";
import { z } from "zod";
import { StoreError } from "@/lib/errors/store-error";
import { type ListScope, listedBy } from "./client";

/** Read at a time, which takes some ten milliseconds; the server can write in between. */
const readAtOnce = 20_000;
/** Deleted in one transaction: the server waits five seconds for the file, and then fails, after it has deleted a memory. */
const deletedAtOnce = 200;
const busyTriesMax = 40;
const busyPauseMs = 50;

/**
 * Mem0's SQLite file (HISTORY_DB_PATH), which the running server goes on using. Needs a real SQLite that locks the file as
 * the server's does: one in WebAssembly wrote through a held lock and broke it (measured). What is deleted is overwritten with
 * zeros. Rows are looked at here, as ids are written in any case, and none of it is indexed.
 */
export type HistoryFile = {
  /** Steps in the history of these memories (lower-case ids). */
  countSteps: (ids: ReadonlySet<string>) => Promise<number>;
  purgeSteps: (ids: ReadonlySet<string>) => Promise<number>;
  /** Those of these memories (lower-case ids) of which it has a text. */
  rememberedAmong: (ids: ReadonlySet<string>) => Promise<ReadonlySet<string>>;
  /** Messages kept for these entities, alone or together with others. */
  countTurns: (scope: ListScope) => Promise<number>;
  purgeTurns: (scope: ListScope) => Promise<number>;
  close: () => void;
};

/** Throws StoreError: `unreachable` when there is no such file, `not_supported` when it is not Mem0's or cannot be opened here. */
export const openHistoryFile = async (path: string): Promise<HistoryFile> => {
  // SQLite would make one.
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) throw new StoreError("unreachable");
  const database = await open(path);
  const stepsOf = (ids: ReadonlySet<string>) =>
    idsWhere(database, "history", "memory_id", (value) => ids.has(value.toLowerCase()));
  const turnsOf = (scope: ListScope) =>
    idsWhere(database, "messages", "session_scope", (value) => isInScope(value, scope));
  return {
    countSteps: async (ids) => (await stepsOf(ids)).length,
    purgeSteps: async (ids) => purge(database, "history", await stepsOf(ids)),
    rememberedAmong: (ids) => rememberedAmong(database, ids),
    countTurns: async (scope) => (await turnsOf(scope)).length,
    purgeTurns: async (scope) => purge(database, "messages", await turnsOf(scope)),
    close: () => void database.close(),
  };
};

const open = async (path: string): Promise<Libsql.Database> => {
  // Optional, as its binary is not made for every platform.
  const library = await import("libsql").catch(() => null);
  if (library === null) throw new StoreError("not_supported");
  const database = new library.default(path);
  try {
    // It is waited for below: SQLite's own time-out would hold up this whole process.
    database.pragma("secure_delete = on");
    for (const [table, column] of [
      ["history", "memory_id"],
      ["messages", "session_scope"],
    ] as const)
      await whenFree(() => database.prepare(`select id, ${column} from ${table} limit 1`).all());
    return database;
  } catch (error) {
    database.close();
    throw error instanceof StoreError ? error : new StoreError("not_supported");
  }
};

type Table = "history" | "messages";
const rowSchema = z.object({ position: z.number(), id: z.string(), value: z.string().nullable() });

const idsWhere = async (
  database: Libsql.Database,
  table: Table,
  column: "memory_id" | "session_scope",
  isWanted: (value: string) => boolean,
): Promise<string[]> => {
  const part = database.prepare(
    `select rowid as position, id, ${column} as value from ${table} where rowid > ? order by rowid limit ${readAtOnce}`,
  );
  const found: string[] = [];
  for (let position = -1; ;) {
    const after = position;
    const { data: rows } = z.array(rowSchema).safeParse(await whenFree(() => part.all(after)));
    if (rows === undefined) throw new StoreError("not_supported");
    for (const { id, value } of rows) if (value !== null && isWanted(value)) found.push(id);
    const last = rows.at(-1);
    if (last === undefined) return found;
    ({ position } = last);
    // What else this process does comes before the next part.
    await delay(0);
  }
};

const rememberedSchema = z.array(z.object({ id: z.string() }));
const lastSchema = z.object({ position: z.number().nullable() });

/** A hundred thousand steps take some ten milliseconds: they are compared there, and only what is wanted is read. */
const comparedAtOnce = 100_000;

const rememberedAmong = async (
  database: Libsql.Database,
  ids: ReadonlySet<string>,
): Promise<ReadonlySet<string>> => {
  const wanted = JSON.stringify([...ids]);
  const part = database.prepare(
    `select distinct lower(memory_id) as id from history where rowid > ? and rowid <= ?
      and lower(memory_id) in (select value from json_each(?)) and (old_memory <> '' or new_memory <> '')`,
  );
  const last = lastSchema.safeParse(
    await whenFree(() => database.prepare("select max(rowid) as position from history").get()),
  );
  if (!last.success) throw new StoreError("not_supported");
  const found = new Set<string>();
  for (let position = -1; position < (last.data.position ?? -1); position += comparedAtOnce) {
    const from = position;
    const rows = rememberedSchema.safeParse(
      await whenFree(() => part.all(from, from + comparedAtOnce, wanted)),
    );
    if (!rows.success) throw new StoreError("not_supported");
    for (const { id } of rows.data) found.add(id);
    await delay(0);
  }
  return found;
};

const purge = async (database: Libsql.Database, table: Table, ids: readonly string[]): Promise<number> => {
  const remove = database.prepare(`delete from ${table} where id = ?`);
  let purgedCount = 0;
  for (let start = 0; start < ids.length; start += deletedAtOnce) {
    const part = ids.slice(start, start + deletedAtOnce);
    purgedCount += await whenFree(() =>
      database.transaction(() => part.reduce((sum, id) => sum + remove.run(id).changes, 0)).immediate(),
    );
    await delay(0);
  }
  return purgedCount;
};

const errorSchema = z.object({ code: z.string() });

/** Tries again while the server holds the file. Throws StoreError, without SQLite's words. */
const whenFree = async <Result>(work: () => Result): Promise<Result> => {
  for (let tried = 1; ; tried++) {
    try {
      return work();
    } catch (error) {
      const code = errorSchema.safeParse(error).data?.code ?? "";
      if (!/^SQLITE_(BUSY|LOCKED)/.test(code))
        throw new StoreError(
          /^SQLITE_(READONLY|PERM|CANTOPEN|AUTH)/.test(code) ? "forbidden" : "not_supported",
        );
      if (tried === busyTriesMax) throw new StoreError("unavailable");
      await delay(busyPauseMs);
    }
  }
};

/**
 * Whether chat turns kept under a scope of the server's ("agent_id=a&user_id=u", its entities in order of name, with %, & and =
 * escaped) are of all these entities.
 */
const isInScope = (sessionScope: string, scope: ListScope): boolean => {
  const named = new Map(
    sessionScope.split("&").map((part): [string, string] => {
      const [key = "", value = ""] = part.split("=");
      return [key, unescaped(value)];
    }),
  );
  const wanted = listedBy.filter((key) => scope[key] !== undefined);
  return wanted.length > 0 && wanted.every((key) => named.get(key) === scope[key]);
};

const unescaped = (value: string): string =>
  value.replaceAll("%3D", "=").replaceAll("%26", "&").replaceAll("%25", "%");
