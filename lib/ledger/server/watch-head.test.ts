import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { storeMemories, deletionInput, requested } from "@/testing/deletions/deletion-fixtures";
import { useTestDatabase } from "@/testing/test-database";
import { watchHead } from "./watch-head";

const { database, context } = useTestDatabase();
const addEvent = async () => requested(context(), deletionInput({ ids: await storeMemories(database(), 1) }));
/** As a restore into a database that is in use does. */
const putBack = async () => {
  await database().execute(sql`alter table ledger_events disable trigger user`);
  await database().execute(
    sql`delete from ledger_events where seq > (select max(seq) - 2 from ledger_events)`,
  );
  await database().execute(sql`alter table ledger_events enable trigger user`);
};

it("a ledger that goes back is noticed, also when it has grown past where it was; one that only grows is not", async () => {
  for (let count = 0; count < 3; count++) await addEvent();
  const hasGoneBack = watchHead(database());
  expect(await hasGoneBack()).toBe(false);
  await addEvent();
  expect(await hasGoneBack()).toBe(false);
  expect(await hasGoneBack()).toBe(false);
  await putBack();
  expect(await hasGoneBack()).toBe(true);
  expect(await hasGoneBack()).toBe(false);
  await putBack();
  for (let count = 0; count < 3; count++) await addEvent();
  expect(await hasGoneBack()).toBe(true);
});
