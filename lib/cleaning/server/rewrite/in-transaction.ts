import type { Client } from "pg";

/** On one connection; what `work` throws rolls it back. */
export const inTransaction = async <T>(client: Client, work: () => Promise<T>): Promise<T> => {
  await client.query("begin");
  try {
    const result = await work();
    await client.query("commit");
    return result;
  } catch (error) {
    // Where the connection is gone, so is the transaction.
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
};
