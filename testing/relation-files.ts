import { accessSync, constants, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";

// For tests only: what the files of a database hold, as a thief of the disk would find it.

export type RelationFile = {
  /** The table's, index's or TOAST table's name; the file's own when no relation owns it. */
  relation: string;
  kind: "table" | "index" | "other";
  bytes: Buffer;
};

const pageSize = 8192;

/** Every file of the current database, after a checkpoint. Null when they lie where this process cannot read. */
export const readRelationFiles = async (database: Database): Promise<RelationFile[] | null> => {
  await database.execute(sql`checkpoint`);
  const { rows: places } = await database.execute<{ folder: string }>(sql`
    select current_setting('data_directory') || '/base/' || oid as folder
    from pg_database where datname = current_database()`);
  const folder = places[0]?.folder ?? "";
  try {
    accessSync(folder, constants.R_OK | constants.X_OK);
  } catch {
    return null;
  }
  const { rows } = await database.execute<{ node: string; name: string; relkind: string }>(sql`
    select pg_relation_filenode(oid)::text as node, relname as name, relkind::text from pg_class
    where pg_relation_filenode(oid) is not null`);
  const relations = new Map(rows.map((row) => [row.node, row]));
  return readdirSync(folder).flatMap((file): RelationFile[] => {
    const bytes = readUnlessGone(path.join(folder, file));
    if (bytes === null) return [];
    // 16557, 16557.1 and so on are its data, 16557_fsm and 16557_vm say where there is room.
    const owner = relations.get(file.replace(/[._].*$/, ""));
    const kind = owner === undefined ? "other" : owner.relkind === "i" ? "index" : "table";
    return [{ relation: owner?.name ?? file, kind, bytes }];
  });
};

/** Null for what Postgres has removed since it was listed, as it does with its caches. */
const readUnlessGone = (file: string): Buffer | null => {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
};

/**
 * The pages of a file without their free space, which lies between what pd_lower and pd_upper name:
 * https://www.postgresql.org/docs/current/storage-page-layout.html
 */
export const usedPartOf = ({ bytes }: RelationFile): Buffer => {
  const used = Buffer.from(bytes);
  for (let start = 0; start + pageSize <= used.length; start += pageSize) {
    const lower = used.readUInt16LE(start + 12);
    const upper = used.readUInt16LE(start + 14);
    if (lower >= 24 && lower <= upper && upper <= pageSize) used.fill(0, start + lower, start + upper);
  }
  return used;
};

export const countIn = (bytes: Buffer, word: string): number => {
  let count = 0;
  for (let at = bytes.indexOf(word); at >= 0; at = bytes.indexOf(word, at + 1)) count++;
  return count;
};
