import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Context } from "@/lib/access/context";
import { ruleTermsSchema } from "@/lib/retention/schema";
import { signedIn } from "@/testing/approvals/admins";
import { runToEnd } from "@/testing/deletions/deletion-fixtures";
import {
  startPlatformSimulator,
  type PlatformSimulator,
} from "@/testing/platform-simulator/start-platform-simulator";
import { setUpPlatform } from "@/testing/stores/platform-on-simulator";
import { useTestDatabase } from "@/testing/test-database";
import { retentionRules } from "@/drizzle/schema/retention";
import { beginDueRun } from "./claim-run";
import { doNextRun } from "./do-run";
import { getRule, listRules, listRuns } from "./list-rules";
import { endExemption, exempt } from "./exempt";
import { forecastRule } from "./forecast";
import { importRules } from "./import-rules";
import { listExemptions } from "./list-waiting";
import { createRule, turnOnRule } from "./manage-rules";

// A rule over a store elsewhere, which is away at first.

const { database, context } = useTestDatabase();
let simulator: PlatformSimulator;
beforeEach(async () => {
  await database().delete(retentionRules);
  simulator = await startPlatformSimulator();
});
afterEach(() => simulator.stop());

it("a store that is away is tried again and told; then its memories wait, and go", async () => {
  let clock = new Date();
  const ctx: Context = { ...context(), now: () => clock };
  const member = await signedIn(ctx, "rita");
  const admin: Context = { ...member, session: { id: randomUUID(), authenticatedAt: clock } };
  simulator.seed(5, { userId: "stale" });
  simulator.seed(4, { userId: "fresh" });
  const storeId = await setUpPlatform(admin, simulator);
  const id = await createRule(admin, {
    storeId,
    terms: ruleTermsSchema.parse({
      name: "Stale ones",
      filter: { field: "user_id", operator: "eq", value: "stale" },
      schedule: "0 * * * *",
      timeZone: "UTC",
      waitDays: 1,
      countMax: 100,
      usualFactor: 3,
      answererId: admin.actor.id,
    }),
  });
  await turnOnRule(admin, { id, version: 1, typed: "" });
  const turn = async () => {
    const { signal } = new AbortController();
    const process = {
      database: database(),
      now: () => clock,
      secret: ctx.secret,
      allowsPrivateStores: true,
      signal,
    };
    while ((await beginDueRun(process)) || (await doNextRun(process, randomUUID())));
  };
  const pass = (minutes: number) => {
    clock = new Date(clock.getTime() + minutes * 60_000);
  };

  simulator.setFault({ serverErrors: { status: 503, count: 1_000 } });
  pass(61);
  await turn();
  const [away] = await listRuns(ctx, id);
  expect(away).toMatchObject({ status: "running", attemptCount: 1, deletions: [] });
  expect(away?.errorCode).toMatch(/^store_/);
  simulator.clearFaults();
  pass(2);
  await turn();
  expect((await listRuns(ctx, id))[0]).toMatchObject({
    status: "done",
    foundCount: 5,
    dueCount: 0,
    errorCode: null,
  });
  expect((await getRule(ctx, id)).waitingCount).toBe(5);

  // Kept, they wait no more at once, and begin anew when that ends.
  const [one = ""] = simulator.memories.ids({ user_id: "stale" });
  const untilOn = new Date(clock.getTime() + 86_400_000).toISOString().slice(0, 10);
  await exempt(admin, {
    ruleId: id,
    subject: { kind: "user", memoryId: one as never },
    reason: "needed",
    untilOn,
  });
  expect((await getRule(ctx, id)).waitingCount).toBe(0);
  const { exemptions } = await listExemptions(admin, id);
  await endExemption(admin, { id: exemptions[0]?.id as never });
  pass(60);
  await turn();
  expect((await getRule(ctx, id)).waitingCount).toBe(5);

  pass(24 * 60);
  await turn();
  const [taken] = await listRuns(ctx, id);
  expect(taken).toMatchObject({ status: "done", dueCount: 5 });
  for (const deletion of taken?.deletions ?? []) await runToEnd(ctx, deletion.id);
  expect(simulator.memories.count()).toBe(4);
}, 60_000);

it("what is edited or kept between being found and being requested stays", async () => {
  let clock = new Date();
  const ctx: Context = { ...context(), now: () => clock };
  const member = await signedIn(ctx, "rita");
  const admin: Context = { ...member, session: { id: randomUUID(), authenticatedAt: clock } };
  const [edited] = simulator.seed(2, { userId: "stale", metadata: { type: "note" } });
  const [kept] = simulator.seed(2, { userId: "kept", metadata: { type: "note" } });
  simulator.seed(1, { userId: "fresh" });
  const storeId = await setUpPlatform(admin, simulator, "Edited");
  const id = await createRule(admin, {
    storeId,
    terms: ruleTermsSchema.parse({
      name: "Notes",
      filter: { field: "metadata", key: "type", operator: "eq", value: "note" },
      schedule: "0 * * * *",
      timeZone: "UTC",
      waitDays: 0,
      countMax: 100,
      usualFactor: 3,
      answererId: admin.actor.id,
    }),
  });
  await turnOnRule(admin, { id, version: 1, typed: "" });
  const process = () => ({
    database: database(),
    now: () => clock,
    secret: ctx.secret,
    allowsPrivateStores: true,
    signal: new AbortController().signal,
  });
  const turn = async () => {
    while ((await beginDueRun(process())) || (await doNextRun(process(), randomUUID())));
  };
  const onceFound = async (act: () => Promise<unknown>) => {
    let run = Promise.resolve();
    await database().transaction(async (lock) => {
      await lock.execute(sql`lock table previews in share mode`);
      run = turn();
      await vi.waitFor(async () => {
        const { rows } = await lock.execute(
          sql`select from pg_locks where relation = 'previews'::regclass and not granted`,
        );
        expect(rows).toHaveLength(1);
      }, 20_000);
      await act();
    });
    await run;
  };
  const pass = (minutes: number) => {
    clock = new Date(clock.getTime() + minutes * 60_000);
  };

  pass(61);
  await onceFound(() =>
    fetch(`${simulator.url}/v1/memories/${edited ?? ""}/`, {
      method: "PUT",
      headers: { authorization: `Token ${simulator.apiKey}`, "content-type": "application/json" },
      body: JSON.stringify({ metadata: { type: "fact" } }),
    }),
  );
  expect((await listRuns(ctx, id))[0]).toMatchObject({ errorCode: "count_changed", deletions: [] });
  pass(1);
  await onceFound(() =>
    exempt(admin, {
      ruleId: id,
      subject: { kind: "user", memoryId: kept as never },
      reason: "needed",
      untilOn: new Date(clock.getTime() + 5 * 86_400_000).toISOString().slice(0, 10),
    }),
  );
  expect((await listRuns(ctx, id))[0]).toMatchObject({ errorCode: "count_changed", deletions: [] });
  pass(6);
  await turn();
  const [taken] = await listRuns(ctx, id);
  expect(taken).toMatchObject({ status: "done", foundCount: 4, dueCount: 1, sparedCount: 2 });
  for (const deletion of taken?.deletions ?? []) await runToEnd(ctx, deletion.id);
  expect(simulator.memories.count()).toBe(4);
  expect(simulator.memories.has(edited ?? "")).toBe(true);
  expect(simulator.memories.count({ user_id: "kept" })).toBe(2);
}, 60_000);

it("a rule that would keep what the store does not tell is refused, and none is proposed", async () => {
  const ctx = context();
  const member = await signedIn(ctx, "rita");
  const admin: Context = { ...member, session: { id: randomUUID(), authenticatedAt: new Date() } };
  simulator.seed(2, { userId: "stale" });
  const storeId = await setUpPlatform(admin, simulator, "Another");
  const asked = {
    storeId,
    filter: { field: "user_id" as const, operator: "eq" as const, value: "stale" },
    keepsImmutable: true,
    timeZone: "UTC",
    ruleId: null,
  };
  await expect(forecastRule(admin, asked)).rejects.toMatchObject({ code: "invalid_input" });
  expect(await forecastRule(admin, { ...asked, keepsImmutable: false })).toMatchObject({
    now: { count: 2 },
    days: { kind: "not_told" },
  });
  const terms = ruleTermsSchema.parse({
    name: "Stale ones",
    filter: asked.filter,
    keepsImmutable: true,
    schedule: "0 3 * * *",
    timeZone: "UTC",
    waitDays: 0,
    countMax: 100,
    usualFactor: 3,
    answererId: admin.actor.id,
  });
  await expect(createRule(admin, { storeId, terms })).rejects.toMatchObject({ code: "invalid_input" });
  await importRules(admin, { storeId, text: '{"retention": {"note": 90}}', timeZone: "UTC" });
  const made = (await listRules(admin)).filter((rule) => rule.storeId === storeId);
  expect(made).toMatchObject([{ current: { keepsImmutable: false } }]);
  const id = made[0]?.id ?? ("" as never);
  await turnOnRule(admin, { id, version: 1, typed: "" });
  expect((await getRule(admin, id)).status).toBe("on");
}, 60_000);
