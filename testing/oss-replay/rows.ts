import type { Pool } from "pg";
import { z } from "zod";
import { parseExact } from "@/lib/json/parse-exact";
import { writeExact } from "@/lib/json/write-exact";
import type { Row } from "./types";

/** Where the replayed server keeps its memories. Answers copies, in the order in which they were last written. */
export type Rows = {
  all: () => Promise<Row[]>;
  find: (id: string) => Promise<Row | null>;
  put: (rows: readonly Row[]) => Promise<void>;
  remove: (id: string) => Promise<void>;
  clear: () => Promise<void>;
};

export const rowsInMemory = (): Rows => {
  const rows = new Map<string, Row>();
  return {
    all: () => Promise.resolve([...rows.values()]),
    find: (id) => Promise.resolve(rows.get(id) ?? null),
    put: (written) => {
      for (const row of written) {
        rows.delete(row.id);
        rows.set(row.id, row);
      }
      return Promise.resolve();
    },
    remove: (id) => {
      rows.delete(id);
      return Promise.resolve();
    },
    clear: () => Promise.resolve(rows.clear()),
  };
};

const payload = z.string().transform(parseExact).pipe(z.record(z.string(), z.unknown()));
const rowSchema = z.object({ id: z.string(), payload: payload.nullable() });

/**
 * Rows in the collection's table as the server creates it, but for the vector: its type needs the pgvector extension, which
 * the PostgreSQL of these tests has not, and nothing of Lethe may read it.
 */
export const rowsInPostgres = async (pool: Pool, table: string): Promise<Rows> => {
  await createCollection(pool, table);
  await createCollection(pool, `${table}_entities`);
  const asked = async (text: string, values: unknown[] = []): Promise<Row[]> =>
    z.array(rowSchema).parse((await pool.query(text, values)).rows);
  return {
    all: () => asked(`select id::text, payload::text from ${table} order by ctid`),
    find: async (id) =>
      (await asked(`select id::text, payload::text from ${table} where id = $1`, [id]))[0] ?? null,
    put: async (rows) => {
      await pool.query(
        `insert into ${table} (id, payload) select * from unnest($1::uuid[], $2::jsonb[])
          on conflict (id) do update set payload = excluded.payload`,
        [rows.map(({ id }) => id), rows.map(({ payload }) => payload && writeExact(payload))],
      );
    },
    remove: async (id) => {
      await pool.query(`delete from ${table} where id = $1`, [id]);
    },
    clear: async () => {
      await pool.query(`delete from ${table}`);
    },
  };
};

/** The layout of both tables, read from a real one (`\d memories`). */
const createCollection = async (pool: Pool, table: string): Promise<void> => {
  await pool.query(
    `create table if not exists ${table} (id uuid primary key, vector real[], payload jsonb);
     create index if not exists ${table}_text_lemmatized_idx on ${table}
       using gin (to_tsvector('simple', payload ->> 'text_lemmatized'))`,
  );
};
