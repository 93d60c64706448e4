import { desc, sql } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { clearLog } from "@/testing/ledger/log-fixtures";
import { useTestDatabase } from "@/testing/test-database";
import { acknowledgeAlarm } from "./acknowledge-alarm";
import { clearAlarms, listUnacknowledgedAlarms, raiseAlarm } from "./alarms";
import { listAlarms } from "./list-alarms";
import { pruneAlarms } from "./prune-alarms";

const { database, context } = useTestDatabase();
const at = new Date("2026-05-01T10:00:00Z");
const witness = "witness.example.test/one";
const raise = (subject = witness) =>
  raiseAlarm(database(), { code: "witness_refused", subject, facts: { size: 9, witnessSize: 12 }, at });

beforeEach(() => clearLog(database()));

it("an alarm stays, also when it is over, until an admin acknowledges it with a reason", async () => {
  expect(await raise()).toEqual({ isNew: true });
  expect(await raise()).toEqual({ isNew: false });
  expect(await raise("witness.example.test/two")).toEqual({ isNew: true });
  await clearAlarms(database(), ["witness_refused"], at, witness);
  const ctx = context("admin");
  const [alarm, other] = await listAlarms(ctx);
  expect(alarm).toMatchObject({ subject: witness, clearedAt: at.toISOString(), acknowledged: null });
  expect(other).toMatchObject({ clearedAt: null });

  const id = alarm?.id ?? 0;
  await acknowledgeAlarm(ctx, { id, reason: "Restored a backup of Sunday" });
  expect(await listAlarms(ctx)).toMatchObject([{ subject: "witness.example.test/two" }]);
  const [event] = await database().select().from(ledgerEvents).orderBy(desc(ledgerEvents.seq)).limit(1);
  expect(event?.kind).toBe("ledger.alarm-acknowledged");
  expect(JSON.parse(event?.body ?? "")).toMatchObject({ alarmId: id, code: "witness_refused" });
  // What a person writes belongs in no ledger.
  expect(event?.body).not.toContain("Sunday");

  await expect(acknowledgeAlarm(ctx, { id, reason: "again" })).rejects.toMatchObject({
    code: "wrong_status",
  });
  await expect(acknowledgeAlarm(ctx, { id: 999_999, reason: "x" })).rejects.toMatchObject({
    code: "not_found",
  });
  // The same, once more, is another alarm.
  expect(await raise()).toEqual({ isNew: true });
});

it("one that lasts is shown after that as well, but waits for nobody; two years later nothing tells who it was", async () => {
  await raise();
  const ctx = context("admin");
  const id = (await listAlarms(ctx))[0]?.id ?? 0;
  await acknowledgeAlarm(ctx, { id, reason: "Asked the witness" });
  expect(await listAlarms(ctx)).toMatchObject([{ id, acknowledged: { reason: "Asked the witness" } }]);
  expect(await listUnacknowledgedAlarms(database())).toEqual([]);
  expect(await raise()).toEqual({ isNew: false });

  await pruneAlarms(database(), new Date());
  expect(await listAlarms(ctx)).toMatchObject([{ acknowledged: { reason: "Asked the witness" } }]);
  await database().execute(sql`update ledger_alarms set acknowledged_at = now() - interval '731 days'`);
  await pruneAlarms(database(), new Date());
  expect(await listAlarms(ctx)).toMatchObject([{ acknowledged: { by: "", reason: "" } }]);
});

it.each(["viewer", "support", "auditor"] as const)("%s acknowledges none", async (role) => {
  await raise();
  const id = (await listAlarms(context("admin")))[0]?.id ?? 0;
  const refused = expect(acknowledgeAlarm(context(role), { id, reason: "x" })).rejects;
  await refused.toMatchObject({ code: "not_permitted" });
  if (role !== "auditor") {
    await expect(listAlarms(context(role))).rejects.toMatchObject({ code: "not_permitted" });
  }
});
