import { eq, sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { sampleMemories } from "./sample-memories";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { memories, memoryVersions } from "@/drizzle/schema/memories";

const sampleLock = 7_313_005;

/**
 * Loads the sample memories, once in the life of a database: the ledger remembers, so removed samples stay removed.
 * Answers how many were loaded, 0 when they had been before.
 */
export const loadSample = async (database: Database, now: Date): Promise<number> =>
  database.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(${sampleLock})`);
    const [loaded] = await transaction
      .select({ seq: ledgerEvents.seq })
      .from(ledgerEvents)
      .where(eq(ledgerEvents.kind, "sample.loaded"))
      .limit(1);
    if (loaded !== undefined) return 0;

    const sample = sampleMemories(now);
    await transaction
      .insert(memories)
      .values(sample.map(({ versions: _versions, ...memory }) => ({ ...memory, isSample: true })));
    const versions = sample.flatMap((memory) =>
      memory.versions.map((version) => ({ ...version, memoryId: memory.id })),
    );
    if (versions.length > 0) await transaction.insert(memoryVersions).values(versions);
    await recordEvent(transaction, { kind: "sample.loaded", body: { count: sample.length }, at: now });
    return sample.length;
  });
