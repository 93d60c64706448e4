import { once } from "node:events";
import { sql, type SQL } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Transaction } from "@/lib/database/server/database";
import { databaseErrorFrom } from "@/lib/database/server/database-error";
import { setLocally } from "@/lib/database/server/set-locally";
import type { ImportId } from "@/lib/memories/import-id";
import { copyColumns } from "./copy-text";

const minutesMax = 5;

/** Lines for COPY. `isToldOf`: the ids of the memories that are new are wanted as well. */
export type ChosenLines = { lines: string; isToldOf: boolean };
export type AddedEntities = Record<"user_id" | "agent_id" | "app_id" | "run_id", string | null>;
export type Added = { count: number; told: AddedEntities[] };

/** Writes batches of copied lines into the store, each in a transaction of its own, on one connection. */
export class BatchWriter {
  private constructor(private readonly client: pg.PoolClient) {}

  /** Takes the connection; `close` gives it back. */
  static async open(pool: pg.Pool): Promise<BatchWriter> {
    const client = await pool.connect().catch((error: unknown) => {
      throw databaseErrorFrom(error);
    });
    const writer = new BatchWriter(client);
    try {
      // A bare copy of the columns: an absent time is null until the database fills it.
      await client.query(
        `create temporary table import_batch on commit delete rows as select ${copyColumns} from memories with no data`,
      );
    } catch (error) {
      writer.close();
      throw databaseErrorFrom(error);
    }
    return writer;
  }

  /**
   * Adds the memories whose id is new, of those lines that `choose` lets in, and answers how many; `atEnd` then runs in the same
   * transaction, as `choose` does. By way of a temporary table, as COPY itself cannot skip what is there.
   */
  async write(
    choose: (transaction: Transaction) => Promise<ChosenLines>,
    importId: ImportId,
    atEnd?: (transaction: Transaction, added: Added) => Promise<void>,
  ): Promise<number> {
    return drizzle(this.client).transaction(async (transaction) => {
      await setLocally(transaction, { statement_timeout: `${minutesMax}min` });
      const { lines, isToldOf } = await choose(transaction);
      const added =
        lines === "" ? { count: 0, told: [] } : await this.copy({ lines, isToldOf }, importId, transaction);
      await atEnd?.(transaction, added);
      return added.count;
    });
  }

  /** Ends the connection: the temporary table goes with it. */
  close(): void {
    this.client.release(true);
  }

  private async copy(
    { lines, isToldOf }: ChosenLines,
    importId: ImportId,
    transaction: Transaction,
  ): Promise<Added> {
    try {
      const stream = this.client.query(copyFrom(`copy import_batch (${copyColumns}) from stdin`));
      stream.end(lines);
      await once(stream, "finish");
    } catch (error) {
      // Postgres quotes the line it stumbled over.
      throw databaseErrorFrom(error);
    }
    // In the order of the ids, so that two imports of the same memories wait for each other and never block for good.
    if (isToldOf) {
      const { rows } = await transaction.execute<AddedEntities>(
        sql`${insertNew(importId)} returning user_id, agent_id, app_id, run_id`,
      );
      return { count: rows.length, told: rows };
    }
    // Counted by what is returned: on several nodes Citus tells how many rows were sent, those left out among them.
    const { rows } = await transaction.execute<{ count: number }>(
      sql`with added as (${insertNew(importId)} returning id) select count(*)::integer as count from added`,
    );
    return { count: rows[0]?.count ?? 0, told: [] };
  }
}

/** How many memories of the batch differ from what is stored under their id, in content or entity. */
export const countDiffering = async (transaction: Transaction): Promise<number> => {
  const { rows } = await transaction.execute<{ count: number }>(
    sql.raw(`select count(*)::int as count from import_batch as sent join memories as held using (id)
      where (${saidColumns("sent")}) is distinct from (${saidColumns("held")})`),
  );
  return rows[0]?.count ?? 0;
};

const saidColumns = (table: string): string =>
  ["memory", "user_id", "agent_id", "app_id", "run_id", "metadata"]
    .map((column) => `${table}.${column}`)
    .join(", ");

const filledColumns = copyColumns.replace(
  " created_at, updated_at",
  " coalesce(created_at, now()), coalesce(updated_at, created_at, now())",
);
const insertNew = (importId: ImportId): SQL =>
  sql`insert into memories (${sql.raw(copyColumns)}, import_id)
    select ${sql.raw(filledColumns)}, ${importId}::uuid from import_batch order by id on conflict (id) do nothing`;
