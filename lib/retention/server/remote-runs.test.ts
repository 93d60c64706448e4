import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, it } from "vitest";
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
import { beginDueRun } from "./claim-run";
import { doNextRun } from "./do-run";
import { getRule, listRuns } from "./list-rules";
import { createRule, turnOnRule } from "./manage-rules";

// A rule over a store elsewhere, which is away at first.

const { database, context } = useTestDatabase();
let simulator: PlatformSimulator;
beforeEach(async () => {
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

  pass(24 * 60);
  await turn();
  const [taken] = await listRuns(ctx, id);
  expect(taken).toMatchObject({ status: "done", dueCount: 5 });
  for (const deletion of taken?.deletions ?? []) await runToEnd(ctx, deletion.id);
  expect(simulator.memories.count()).toBe(4);
}, 60_000);
