import { asc, eq, sql } from "drizzle-orm";
import { beforeEach, expect, it, vi } from "vitest";
import { memories } from "@/drizzle/schema/memories";
import { readDatabaseNow } from "@/lib/database/server/read-database-now";
import { useTestDatabase } from "@/testing/test-database";
import type { Bond } from "../selection";
import { byTimesAlone, matchReach } from "./match-reach";

const { database } = useTestDatabase();
beforeEach(() => database().delete(memories));

/** A time in milliseconds, as a cutoff is, that is after all that was done before. */
const findNextTime = async (): Promise<Date> => {
  const from = await readDatabaseNow({ database: database() });
  return vi.waitFor(
    async () => {
      const now = await readDatabaseNow({ database: database() });
      expect(now.getTime()).toBeGreaterThan(from.getTime());
      return now;
    },
    { timeout: 10_000, interval: 1 },
  );
};

it.each<Bond>(["unchanged", "stored", "stored_and_tagged"])(
  "by times alone whatever was stored or changed after the cutoff is out of reach, as none tells whose it was: %s",
  async (bond) => {
    const store = (memory: string) => database().insert(memories).values({ memory, userId: "melanie" });
    const update = (memory: string, values: Partial<typeof memories.$inferInsert>) =>
      database().update(memories).set(values).where(eq(memories.memory, memory));
    for (const memory of ["left alone", "given away", "tagged", "said otherwise"]) await store(memory);
    const cutoffAt = await findNextTime();
    await findNextTime();
    await update("given away", { userId: "caroline" });
    await update("tagged", { metadata: { tier: "gold" } });
    await update("said otherwise", { memory: "said otherwise, since" });
    await store("stored later");
    const reached = await database()
      .select({ memory: memories.memory })
      .from(memories)
      .where(matchReach(sql`${memories}`, { cutoffAt, bond, snapshot: byTimesAlone }))
      .orderBy(asc(memories.memory));
    expect(reached).toEqual([{ memory: "left alone" }]);
  },
);
