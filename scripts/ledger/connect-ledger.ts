import { openDatabase, type Database } from "@/lib/database/server/database";
import { findDatabase } from "../find-database";
import type { Lifetime } from "../lifetime";
import { readLedgerSettings } from "./settings";

/** Connects to the database that holds the ledger, and leaves it as it is. */
export async function connectLedger(lifetime: Lifetime): Promise<Database> {
  const url = await findDatabase(readLedgerSettings(), lifetime);
  const database = openDatabase(url, { connectionsMax: 2 });
  lifetime.onStop(() => database.$client.end());
  return database;
}
