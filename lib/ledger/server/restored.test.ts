import { beforeEach, expect, it } from "vitest";
import { journalStatus } from "@/drizzle/schema/journal";
import { useTestDatabase } from "@/testing/test-database";
import { forgetRestored, holdRestored, isRestored } from "./restored";

const { database } = useTestDatabase();
beforeEach(() => forgetRestored(database()));

it("whoever asks while the database is compared waits for what is found", async () => {
  expect(await isRestored(database())).toBe(false);
  const comparison = database()
    .insert(journalStatus)
    .values({ id: 1, state: "restored" })
    .then(() => undefined);
  holdRestored(database(), comparison);
  expect(await isRestored(database())).toBe(true);
});

it("nobody waits for ever, nor is let in meanwhile; and when it has ended the database is asked again", async () => {
  await database().update(journalStatus).set({ state: "sound" });
  holdRestored(database(), new Promise(() => undefined));
  expect(await isRestored(database())).toBe(true);
  forgetRestored(database());
  expect(await isRestored(database())).toBe(false);
}, 20_000);
