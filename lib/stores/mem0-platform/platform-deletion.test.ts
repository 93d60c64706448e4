import { spawn, type ChildProcess } from "node:child_process";
import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deletionInput, requested, testRunner, untilDeletion } from "@/testing/deletions/deletion-fixtures";
import { getDeletion } from "@/lib/deletions/server/history/get-deletion";
import type { RunnerOptions } from "@/lib/deletions/server/run/runner";
import type { Deletion } from "@/lib/deletions/types";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { platformOn, setUpPlatform } from "@/testing/stores/platform-on-simulator";
import type { MemoryStore } from "@/lib/stores/types";
import type { StoreId } from "../store-ids";
import { faultPresets } from "@/testing/platform-simulator/fault-presets";
import type { FaultInput } from "@/testing/platform-simulator/faults";
import {
  startPlatformSimulator,
  type PlatformSimulator,
} from "@/testing/platform-simulator/start-platform-simulator";
import type { LoggedRequest } from "@/testing/platform-simulator/types";
import { useTestDatabase } from "@/testing/test-database";
import { deletionItems } from "@/drizzle/schema/deletions";
import { ledgerEvents } from "@/drizzle/schema/ledger";

const { database, url, context } = useTestDatabase();
const started: PlatformSimulator[] = [];
afterAll(() => Promise.all(started.map((simulator) => simulator.stop())));

const userId = "quillon-17";
const ofUser = { user_id: userId };
const bystanderCount = 30;

/** A store that is set up, with memories of a user and of others, and a deletion of the user's that waits for a runner. */
const prepared = async (count: number) => {
  const simulator = await startPlatformSimulator();
  started.push(simulator);
  const ids = simulator.seed(count, { userId, agentId: "trip-scribe" });
  simulator.seed(bystanderCount, { userId: "bystander", agentId: "trip-scribe" });
  const storeId = await setUpPlatform(context(), simulator, `Platform ${started.length}`);
  const input = { ...deletionInput({ userId, expectedCount: count }), storeId };
  const { id } = await requested(context(), input);
  return { simulator, storeId, ids, id };
};

const outcomesOf = ({ verification }: Deletion) =>
  Object.fromEntries((verification?.checks ?? []).map(({ check, outcome }) => [check, outcome]));
const allAbsent = {
  ids: "verified_absent",
  selection: "verified_absent",
  versions: "verified_absent",
  text: "verified_absent",
};

const deletesOf = ({ requests }: PlatformSimulator) => requests.filter(({ method }) => method === "DELETE");
const idsIn = ({ path, body }: LoggedRequest): string[] =>
  path === "/v1/batch/"
    ? (body as { memories: { memory_id: string }[] }).memories.map(({ memory_id }) => memory_id)
    : [path.split("/")[3] ?? ""];

/** After any failure: only frozen ids were sent, in batches as large as may be, and the others' memories are there. */
const expectOnlyIds = (simulator: PlatformSimulator, ids: readonly string[]) => {
  const frozen = new Set(ids);
  for (const sent of deletesOf(simulator)) {
    expect(sent.query).toEqual({});
    expect(idsIn(sent).length).toBeLessThanOrEqual(1000);
    expect(idsIn(sent).every((id) => frozen.has(id))).toBe(true);
  }
  expect(simulator.memories.count({ user_id: "bystander" })).toBe(bystanderCount);
};

describe("5,000 memories of one user", () => {
  const memoryCount = 5_000;

  it("are erased in five requests, and found in no way any more", async () => {
    const { simulator, ids, id } = await prepared(memoryCount);
    const runner = testRunner(database());
    const done = await untilDeletion(context(), id, undefined, 110);
    await runner.stop();
    expect(done).toMatchObject({
      status: "completed",
      requestedCount: memoryCount,
      deletedCount: memoryCount,
      absentCount: 0,
      failedCount: 0,
      errorCode: null,
    });
    expect(outcomesOf(done)).toEqual(allAbsent);
    expect(deletesOf(simulator).map((sent) => idsIn(sent).length)).toEqual(Array(5).fill(1000));
    expect(simulator.memories.count(ofUser)).toBe(0);
    expectOnlyIds(simulator, ids);
  }, 120_000);

  it("are erased though the process is killed twice while a batch is under way", async () => {
    const { simulator, ids, id } = await prepared(memoryCount);
    // Long enough to be killed between what is sent and what is written down about it.
    simulator.setFault({ latencyMsOf: { "batch-delete": 300 } });
    for (const sentCount of [2, 4]) {
      const child = runInProcess();
      await until(() => deletesOf(simulator).length >= sentCount);
      await kill(child);
      const { finishedAt, deletedCount } = await getDeletion(context(), id);
      expect(finishedAt).toBeNull();
      expect(deletedCount).toBeLessThan(memoryCount);
      // The request goes on without its sender.
      await until(() => memoryCount - simulator.memories.count(ofUser) > deletedCount);
    }
    const sentBefore = deletesOf(simulator).length;
    const isThere = new Set(simulator.memories.ids(ofUser));
    simulator.setFault({ historyAfterDelete: "not_found", latencyMsOf: {} });
    const runner = testRunner(database());
    const done = await untilDeletion(context(), id, undefined, 110);
    await runner.stop();
    expect(done).toMatchObject({
      status: "completed",
      deletedCount: memoryCount,
      absentCount: 0,
      failedCount: 0,
    });
    expect(outcomesOf(done)).toMatchObject({ ids: "verified_absent", versions: "verified_absent" });
    expect(simulator.memories.count(ofUser)).toBe(0);
    expectOnlyIds(simulator, ids);
    // Read back first: nothing that was gone is sent again.
    const sentAfter = deletesOf(simulator).slice(sentBefore).flatMap(idsIn);
    expect(sentAfter.every((sent) => isThere.has(sent))).toBe(true);
    expect(new Set(sentAfter).size).toBe(sentAfter.length);
    const items = await database().select().from(deletionItems).where(eq(deletionItems.deletionId, id));
    expect(new Set(items.map(({ memoryId }) => memoryId)).size).toBe(memoryCount);
    expect(items.every(({ digest }) => digest !== null)).toBe(true);
  }, 180_000);
});

/** Works on deletions as the server does, in a process that can be killed. */
const runInProcess = (options: Partial<RunnerOptions> = { batchSize: 300 }): ChildProcess => {
  const program = `
    import { openDatabase } from "@/lib/database/server/database";
    import { testRunner } from "@/testing/deletions/deletion-fixtures";
    const options = ${JSON.stringify({ leaseSeconds: 1, ...options })};
    testRunner(openDatabase(process.argv.at(-1)), options);
    setInterval(() => undefined, 1000);`;
  return spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", program, url()], {
    stdio: ["ignore", "inherit", "inherit"],
  });
};

const eventsOf = async (id: DeletionId) => {
  const events = await database().select().from(ledgerEvents).orderBy(asc(ledgerEvents.seq));
  return events
    .filter(({ body }) => body.includes(id))
    .map(({ kind, body }) => ({ kind, ...(JSON.parse(body) as Record<string, unknown>) }));
};

const kill = async (child: ChildProcess): Promise<void> => {
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await exited;
};

const until = async (isSo: () => boolean, secondsMax = 60): Promise<void> => {
  for (const end = Date.now() + secondsMax * 1000; !isSo();) {
    if (Date.now() > end) throw new Error("It did not come to that.");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

type Mode = {
  faults: FaultInput;
  /** Of the deletion at its end. */
  ends: Partial<Deletion>;
  /** How many of the user's memories are there at the end. */
  leftCount?: number | "some";
  outcomes?: Record<string, string>;
  timeoutSeconds?: number;
  /** What is done once the deletion has come so far. */
  meanwhile?: (simulator: PlatformSimulator, id: DeletionId) => Promise<void>;
};

/** Three batches at least, of which every tenth can be kept. LETHE_TEST_MODE_MEMORIES=5000 takes some minutes. */
// A switch of this test's own, which no process of Lethe reads.
// eslint-disable-next-line no-restricted-properties
const modeCount = Number(process.env["LETHE_TEST_MODE_MEMORIES"] ?? 120);
const modeBatchSize = Math.min(1000, modeCount / 3);
const modeSecondsMax = Math.max(100, modeCount / 5);

/** Words to search for are known to the run that read them: to the one that was killed, perhaps. */
const absentAfterKill = { ids: "verified_absent", selection: "verified_absent", versions: "verified_absent" };
const everything: Mode["ends"] = {
  status: "completed",
  deletedCount: modeCount,
  absentCount: 0,
  failedCount: 0,
  errorCode: null,
};
const nothing: Mode["ends"] = { status: "failed", deletedCount: 0, absentCount: 0 };

/** Lets it be seen that a store which says nothing keeps the deletion going, and then mends the store. */
const untilMended: Mode["meanwhile"] = async (simulator, id) => {
  const stuck = await untilDeletion(
    context(),
    id,
    ({ deletedCount }) => deletedCount === modeBatchSize,
    modeSecondsMax,
  );
  expect(stuck.finishedAt).toBeNull();
  await until(() => simulator.requests.filter(({ status }) => status === null).length > 3);
  expect((await getDeletion(context(), id)).finishedAt).toBeNull();
  simulator.clearFaults();
};

const modes: Record<string, Mode> = {
  none: { faults: faultPresets.none, ends: everything, outcomes: absentAfterKill },
  throttled: {
    faults: { rateLimit: { every: 25, retryAfterSeconds: 1 } },
    ends: everything,
    outcomes: absentAfterKill,
  },
  slow: { faults: { latencyMs: 500, latencyMsOf: { history: 0 } }, ends: everything },
  "server errors": { faults: faultPresets["server-errors"], ends: everything, outcomes: absentAfterKill },
  "errors in HTML": { faults: faultPresets["html-errors"], ends: everything, outcomes: absentAfterKill },
  "errors after the work": { faults: faultPresets["denied-successes"], ends: everything },
  "answers cut off": { faults: faultPresets["cut-answers"], ends: everything },
  "silence after two deletions": {
    faults: faultPresets.hangs,
    timeoutSeconds: 0.5,
    meanwhile: untilMended,
    ends: everything,
  },
  "death after two deletions": { faults: faultPresets.dies, meanwhile: untilMended, ends: everything },
  "success without deletion": {
    faults: faultPresets.lies,
    ends: { ...nothing, failedCount: modeCount },
    leftCount: modeCount,
  },
  "batches that keep some": {
    faults: faultPresets["partial-batches"],
    // Of the batch that was under way when the process was killed, what was left was sent again.
    ends: { status: "partial", absentCount: 0 },
    leftCount: "some",
    // What it kept is known, and still stored.
    outcomes: { ids: "residual", selection: "residual" },
  },
  "batches that fail half-way": { faults: faultPresets["half-batches"], ends: everything },
  "batches that know every id": { faults: faultPresets["strict-batches"], ends: everything },
  "slow events": { faults: faultPresets["slow-events"], ends: everything },
  "events that vanish": { faults: faultPresets["vanishing-events"], ends: everything },
  "events without end": { faults: faultPresets["endless-events"], ends: everything },
  "events that fail": { faults: faultPresets["failing-events"], ends: everything, outcomes: absentAfterKill },
  "deletions that show late": {
    faults: faultPresets["late-deletes"],
    ends: everything,
    outcomes: absentAfterKill,
  },
  "history that still tells": {
    faults: faultPresets["kept-history"],
    // A copy, and nothing that is left undone.
    ends: everything,
    outcomes: { ...absentAfterKill, versions: "residual" },
  },
  "null for what is absent": {
    faults: faultPresets["null-for-absent"],
    ends: everything,
    outcomes: absentAfterKill,
  },
  "broken JSON": {
    faults: faultPresets.malformed,
    ends: { ...nothing, errorCode: "store_bad_answer" },
    leftCount: modeCount,
  },
  "answers too large": {
    faults: faultPresets.oversized,
    ends: { ...nothing, errorCode: "store_bad_answer" },
    leftCount: modeCount,
  },
  "broken JSON after deletions": {
    faults: { garbled: { how: "malformed", operations: ["batch-delete"] } },
    ends: everything,
    outcomes: absentAfterKill,
  },
  "empty objects": {
    faults: { garbled: { how: "empty_object", operations: ["list"] } },
    ends: { ...nothing, errorCode: "store_bad_answer" },
    leftCount: modeCount,
  },
  "a key that is revoked before": {
    faults: faultPresets["revoked-key"],
    ends: { ...nothing, errorCode: "store_unauthorized" },
    leftCount: modeCount,
  },
};

describe("in a store that misbehaves", () => {
  type Prepared = Awaited<ReturnType<typeof prepared>>;
  const stores = new Map<StoreId, MemoryStore>();
  const prepareds = new Map<string, Prepared>();
  let stop: () => Promise<void>;

  // All at once, since most of the time is waiting; and killed once when about half of it is done, a batch of each under way.
  beforeAll(async () => {
    for (const [name, { faults, timeoutSeconds }] of Object.entries(modes)) {
      const each = await prepared(modeCount);
      each.simulator.setFault({ ...faults, latencyMsOf: { "batch-delete": 500, ...faults.latencyMsOf } });
      stores.set(each.storeId, platformOn(each.simulator, { timeoutSeconds: timeoutSeconds ?? 20 }));
      prepareds.set(name, each);
    }
    const child = runInProcess({ batchSize: modeBatchSize, concurrencyMax: stores.size });
    const simulators = [...prepareds.values()].map(({ simulator }) => simulator);
    await until(
      () => simulators.filter((each) => deletesOf(each).length >= 2).length > simulators.length / 2,
      modeSecondsMax,
    );
    await kill(child);
    for (const [name, { faults }] of Object.entries(modes))
      prepareds.get(name)?.simulator.setFault({ latencyMsOf: faults.latencyMsOf ?? {} });
    const getStore = (storeId: StoreId) => {
      const store = stores.get(storeId);
      if (store === undefined) throw new Error("Each store is known.");
      return store;
    };
    const runner = testRunner(database(), {
      getStore,
      batchSize: modeBatchSize,
      concurrencyMax: stores.size,
      leaseSeconds: 5,
    });
    ({ stop } = runner);
  }, modeSecondsMax * 2_000);
  afterAll(() => stop());

  it.each(Object.entries(modes))(
    "ends honestly: %s",
    async (name, { ends, leftCount = 0, outcomes = {}, meanwhile }) => {
      const each = prepareds.get(name);
      if (each === undefined) throw new Error("Each mode was prepared.");
      const { simulator, id, ids } = each;
      await meanwhile?.(simulator, id);
      const done = await untilDeletion(context(), id, undefined, modeSecondsMax);
      expect(done).toMatchObject(ends);
      expect(outcomesOf(done)).toMatchObject(outcomes);
      const isLeft = simulator.memories.count(ofUser);
      if (leftCount === "some") {
        expect(isLeft).toBeGreaterThan(0);
        expect(done).toMatchObject({ deletedCount: modeCount - isLeft, failedCount: isLeft });
      } else expect(isLeft).toBe(leftCount);
      expectOnlyIds(simulator, ids);
      // Only what is not there counts as deleted, and each that is there as failed, unless it was never tried.
      const items = await database().select().from(deletionItems).where(eq(deletionItems.deletionId, id));
      const left = items.filter(({ memoryId }) => simulator.memories.has(memoryId ?? ""));
      expect(left.every(({ outcome }) => outcome === "failed" || done.errorCode !== null)).toBe(true);
      expect(items.filter(({ outcome }) => outcome === "failed")).toHaveLength(done.failedCount);
    },
    modeSecondsMax * 1_200,
  );

  it("stops where it is when the key is revoked on the way, says what it knows, and is put right with the key", async () => {
    const { simulator, id, storeId } = await prepared(modeCount);
    stores.set(storeId, platformOn(simulator));
    simulator.setFault({ latencyMsOf: { "batch-delete": 50 } });
    await until(() => deletesOf(simulator).length === 2);
    simulator.setFault({ isKeyRevoked: true });
    const done = await untilDeletion(context(), id, undefined, 60);
    expect(done).toMatchObject({
      status: "partial",
      errorCode: "store_unauthorized",
      deletedCount: modeBatchSize,
    });
    // The batch in hand may be gone without having been read back: never the other way round.
    const goneCount = modeCount - simulator.memories.count(ofUser);
    expect(goneCount).toBeGreaterThanOrEqual(done.deletedCount);
    expect(goneCount).toBeLessThanOrEqual(2 * modeBatchSize);
    expect(done).toMatchObject({ unknownCount: modeBatchSize, failedCount: modeBatchSize });
    expect(done.reviewAt).not.toBeNull();

    simulator.setFault({ isKeyRevoked: false });
    const corrected = await untilDeletion(context(), id, ({ unknownCount }) => unknownCount === 0, 60);
    const keptCount = modeCount - 2 * modeBatchSize;
    expect(corrected).toMatchObject({
      status: "partial",
      errorCode: "store_unauthorized",
      deletedCount: modeCount - simulator.memories.count(ofUser),
      failedCount: simulator.memories.count(ofUser) - keptCount,
      reviewAt: null,
    });
    expect(await eventsOf(id)).toMatchObject([
      { kind: "deletion.requested" },
      {
        kind: "deletion.finished",
        status: "partial",
        deletedCount: modeBatchSize,
        failedCount: modeBatchSize,
      },
      { kind: "deletion.verified", actor: { kind: "system" } },
      {
        kind: "deletion.corrected",
        deletedCount: corrected.deletedCount,
        before: { deletedCount: modeBatchSize },
      },
    ]);
  }, 90_000);
});
