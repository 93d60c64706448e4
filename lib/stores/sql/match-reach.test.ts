import { asc, eq, sql } from "drizzle-orm";
import { beforeEach, expect, it, vi } from "vitest";
import { memories } from "@/drizzle/schema/memories";
import { useTestDatabase } from "@/testing/test-database";
import type { Bond } from "../selection";
import { byTimesAlone, matchReach } from "./match-reach";

const { database } = useTestDatabase();
beforeEach(() => database().delete(memories));

const isPast = async (at: Date): Promise<boolean> => {
  const { rows } = await database().execute<{ past: boolean }>(
    sql`select clock_timestamp() > ${at.toISOString()}::timestamptz as past`,
  );
  return rows[0]?.past === true;
};

it.each<Bond>(["unchanged", "stored", "stored_and_tagged"])(
  "by times alone whatever was stored or changed after the cutoff is out of reach, as none tells whose it was: %s",
  async (bond) => {
    const store = (memory: string) => database().insert(memories).values({ memory, userId: "melanie" });
    const update = (memory: string, values: Partial<typeof memories.$inferInsert>) =>
      database().update(memories).set(values).where(eq(memories.memory, memory));
    for (const memory of ["left alone", "given away", "tagged", "said otherwise"]) await store(memory);
    const { rows } = await database().execute<{ now: Date | string }>(sql`select clock_timestamp() as now`);
    // In milliseconds, as a preview has it, and after what was stored.
    const cutoffAt = new Date(new Date(rows[0]?.now ?? 0).getTime() + 1);
    await vi.waitFor(async () => expect(await isPast(cutoffAt)).toBe(true), { timeout: 10_000, interval: 1 });
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
