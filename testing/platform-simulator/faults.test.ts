import { describe, expect, it } from "vitest";
import { faultPresets } from "./fault-presets";
import type { FaultInput } from "./faults";
import { seedExample } from "./seed-example";
import { useSimulators, type SimulatorFixture } from "./simulator-fixture";

const start = useSimulators();

/** A simulator with `count` memories of one user. */
const withMemories = async (count: number, faults: FaultInput = {}) => {
  const simulator = await start({ faults });
  const ids = simulator.seed(count, { userId: "ada" });
  const list = (query = "") =>
    simulator.call("POST", `/v3/memories/${query}`, { filters: { user_id: "ada" }, show_expired: true });
  const shownCount = async () => ((await list()).body as { count: number }).count;
  const deleteBatch = (some: readonly string[] = ids) =>
    simulator.call("DELETE", "/v1/batch/", { memories: some.map((id) => ({ memory_id: id })) });
  return { simulator, ids, list, shownCount, deleteBatch };
};

const statuses = ({ requests }: SimulatorFixture) => requests.map(({ status }) => status);

describe("the way answers travel", () => {
  it("takes its time, by operation when told so", async () => {
    const simulator = await start({ faults: { latencyMs: 20_000, latencyMsOf: { ping: 30 } } });
    const before = performance.now();
    expect((await simulator.call("GET", "/v1/ping/")).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThanOrEqual(29);
    const slow = simulator.call("GET", "/v1/entities/");
    const refused = expect(slow).rejects.toThrow();
    await simulator.stop();
    await refused;
  });

  it("throttles every n-th request", async () => {
    const { simulator, list } = await withMemories(1, {
      rateLimit: { every: 2, retryAfterSeconds: 3, operations: ["list"] },
    });
    for (let turn = 0; turn < 4; turn++) await list();
    await simulator.call("GET", "/v1/ping/");
    expect(statuses(simulator)).toEqual([200, 429, 200, 429, 200]);
    simulator.setFault({ rateLimit: { every: 1, retryAfterSeconds: 3 } });
    expect((await list()).headers.get("retry-after")).toBe("3");
    simulator.setFault({ rateLimit: { every: 1, retryAfterSeconds: 3, retryAfterAs: "date" } });
    expect((await list()).headers.get("retry-after")).toBe("Sat, 01 Aug 2026 12:00:03 GMT");
    simulator.setFault({ rateLimit: { every: 1, retryAfterSeconds: null } });
    expect((await list()).headers.has("retry-after")).toBe(false);
    simulator.setFault({ rateLimit: null });
    expect((await list()).status).toBe(200);
  });

  it("fails in bursts, before the work or after it", async () => {
    const { simulator, ids, list, deleteBatch } = await withMemories(2, {
      serverErrors: { status: 502, count: 2, body: "html" },
    });
    expect((await deleteBatch()).body).toBe("<html><body><h1>502</h1></body></html>");
    await list();
    await list();
    expect(statuses(simulator)).toEqual([502, 502, 200]);
    expect(simulator.memories.count()).toBe(2);
    simulator.setFault({ serverErrors: { status: 500, work: "after", operations: ["delete"] } });
    expect((await simulator.call("DELETE", `/v1/memories/${ids[0] ?? ""}/`)).status).toBe(500);
    expect(simulator.memories.ids()).toEqual([ids[1]]);
  });

  it("cuts the connection when the work is done", async () => {
    const { simulator, deleteBatch } = await withMemories(3, {
      cutAnswers: { count: 1, operations: ["batch-delete"] },
    });
    await expect(deleteBatch()).rejects.toThrow("fetch failed");
    expect(simulator.memories.count()).toBe(0);
    expect((await deleteBatch()).body).toEqual({ message: "Successfully deleted 0 memories" });
    expect(statuses(simulator)).toEqual([null, 200]);
  });

  it("stops answering in the middle of a deletion, and comes back", async () => {
    const { simulator, ids, list, deleteBatch } = await withMemories(3, {
      silence: { afterDeletions: 1, how: "close" },
    });
    await list();
    await deleteBatch(ids.slice(0, 1));
    await expect(deleteBatch(ids.slice(1))).rejects.toThrow("fetch failed");
    await expect(list()).rejects.toThrow("fetch failed");
    expect(simulator.memories.count()).toBe(2);
    simulator.setFault({ silence: { afterDeletions: 0, how: "hang" } });
    const hanging = fetch(`${simulator.url}/v1/ping/`, { signal: AbortSignal.timeout(50) });
    await expect(hanging).rejects.toThrow("timeout");
    simulator.setFault({ silence: null });
    expect((await list()).status).toBe(200);
  });

  it("answers what cannot be read", async () => {
    const { simulator, list } = await withMemories(2, { garbled: { how: "malformed", count: 1 } });
    expect((await list()).body).toMatch(/^\{"count":2,/);
    expect((await list()).body).toMatchObject({ count: 2 });
    simulator.setFault({ garbled: { how: "oversized", bytes: 3_000_000 } });
    const response = await fetch(`${simulator.url}/v1/ping/`, {
      headers: { authorization: `Token ${simulator.apiKey}` },
    });
    const text = await response.text();
    expect(text.length).toBeGreaterThan(3_000_000);
    expect(JSON.parse(text)).toMatchObject({ status: "ok" });
    simulator.setFault({ garbled: { how: "empty_object" } });
    expect((await list()).body).toEqual({});
    simulator.setFault({ garbled: { how: "wrong_type" } });
    expect((await list()).body).toBe("ok");
    simulator.setFault({ garbled: null, redirectTo: "http://127.0.0.1:9/elsewhere" });
    expect((await list()).headers.get("location")).toBe("http://127.0.0.1:9/elsewhere");
  });

  it("puts errors in any of five shapes", async () => {
    const { simulator } = await withMemories(0);
    const bodyIn = async (errorShape: FaultInput["errorShape"]) => {
      simulator.setFault({ errorShape });
      return (await simulator.call("GET", "/v1/memories/17/")).body;
    };
    const text = "memory_id should be a valid UUID";
    expect(await bodyIn("error")).toEqual({ error: text });
    expect(await bodyIn("detail")).toEqual({ detail: text });
    expect(await bodyIn("message")).toEqual({ message: text });
    expect(await bodyIn("list")).toEqual([text]);
    expect(await bodyIn("details")).toEqual({ error: "400 Bad Request", details: { message: text } });
    simulator.setFault({ errorShape: "documented", isKeyRevoked: true });
    expect((await simulator.call("GET", "/v1/ping/")).status).toBe(401);
  });
});

describe("the way deletions go", () => {
  it("says success and deletes nothing", async () => {
    const { simulator, ids, deleteBatch } = await withMemories(3, faultPresets.lies);
    const path = `/v1/memories/${ids[0] ?? ""}/`;
    expect((await simulator.call("DELETE", path)).body).toEqual({ message: "Memory deleted successfully!" });
    expect((await deleteBatch()).body).toEqual({ message: "Successfully deleted 3 memories" });
    const { body } = await simulator.call("DELETE", "/v1/memories/?user_id=ada");
    await simulator.call("DELETE", "/v2/entities/user/ada/");
    const event = await simulator.call("GET", `/v1/event/${(body as { event_id: string }).event_id}/`);
    expect(event.body).toMatchObject({ status: "SUCCEEDED" });
    expect(simulator.memories.count()).toBe(3);
    expect((await simulator.call("GET", "/v1/entities/")).body).toMatchObject({ total_users: 1 });
  });

  it("deletes batches in part", async () => {
    const { simulator, ids, deleteBatch } = await withMemories(10, { batchKeepsEvery: 4 });
    expect((await deleteBatch()).body).toEqual({ message: "Successfully deleted 10 memories" });
    expect(simulator.memories.ids()).toEqual([ids[3], ids[7]]);
    simulator.setFault({ batchKeepsEvery: null, keptIds: [ids[7] ?? ""] });
    await deleteBatch([ids[3] ?? "", ids[7] ?? ""]);
    await simulator.call("DELETE", "/v1/memories/?user_id=ada");
    expect(simulator.memories.ids()).toEqual([ids[7]]);
  });

  it("fails when half of a batch is deleted", async () => {
    const { simulator, deleteBatch } = await withMemories(10, { batchFailuresHalfWay: 1 });
    expect((await deleteBatch()).status).toBe(500);
    expect(simulator.memories.count()).toBe(5);
    expect((await deleteBatch()).body).toEqual({ message: "Successfully deleted 5 memories" });
  });

  it("refuses batches with unknown ids whole, when told so", async () => {
    const { simulator, ids, deleteBatch } = await withMemories(3, { batchUnknownIds: "rejected" });
    await deleteBatch(ids.slice(0, 1));
    expect((await deleteBatch()).status).toBe(404);
    expect(simulator.memories.count()).toBe(2);
  });

  it.for([
    { outcome: "fail", seen: ["PENDING", "PROCESSING", "FAILED"], left: 6 },
    { outcome: "vanish", seen: ["PENDING", 404, 404], left: 6 },
    { outcome: "stay_pending", seen: ["PENDING", "PENDING", "PENDING"], left: 10 },
  ] as const)("lets events $outcome", async ({ outcome, seen, left }) => {
    const { simulator } = await withMemories(10, {
      events: { outcome, pendingMs: 5, runningMs: 5, deletedShare: 0.4, runningStatus: "PROCESSING" },
    });
    const { body } = await simulator.call("DELETE", "/v1/memories/?user_id=ada");
    const poll = async () => {
      const event = await simulator.call("GET", `/v1/event/${(body as { event_id: string }).event_id}/`);
      return event.status === 200 ? (event.body as { status: string }).status : event.status;
    };
    const polled = [await poll()];
    for (let step = 0; step < 2; step++) {
      simulator.pass(5);
      polled.push(await poll());
    }
    expect(polled).toEqual(seen);
    expect(simulator.memories.count()).toBe(left);
  });

  it("deletes all at once and without an event, and joins filters by OR, when told so", async () => {
    const { simulator } = await withMemories(2, { deleteAllAnswer: "message", deleteAllJoin: "or" });
    simulator.seed(3, { agentId: "scribe" });
    expect((await simulator.call("DELETE", "/v1/memories/?user_id=ada&agent_id=scribe")).body).toEqual({
      message: "Memories deleted successfully!",
    });
    expect(simulator.memories.count()).toBe(0);
  });

  it("shows what it deleted for a while", async () => {
    const { simulator, ids, shownCount, deleteBatch } = await withMemories(3, { deletesAppearAfterMs: 100 });
    await deleteBatch();
    expect(simulator.memories.count()).toBe(0);
    simulator.pass(99);
    expect(await shownCount()).toBe(3);
    expect((await simulator.call("GET", `/v1/memories/${ids[0] ?? ""}/`)).status).toBe(200);
    simulator.pass(1);
    expect(await shownCount()).toBe(0);
    expect((await simulator.call("GET", `/v1/memories/${ids[0] ?? ""}/`)).status).toBe(404);
  });

  it("remembers in its history what it deleted, and answers null for it, when told so", async () => {
    const { simulator, ids } = await withMemories(1, { historyAfterDelete: "kept", absentMemory: "null" });
    const [id = ""] = ids;
    const text = simulator.memories.get(id)?.text;
    await simulator.call("DELETE", `/v1/memories/${id}/`);
    expect(await simulator.call("GET", `/v1/memories/${id}/`)).toMatchObject({ status: 200, body: null });
    const history = () => simulator.call("GET", `/v1/memories/${id}/history/`);
    expect((await history()).body).toMatchObject([{ event: "ADD" }, { event: "DELETE", old_memory: text }]);
    simulator.setFault({ historyAfterDelete: "not_found" });
    expect((await history()).status).toBe(404);
    simulator.clearFaults();
    expect((await history()).body).toEqual([]);
  });

  it("answers an empty page behind the end, when told so", async () => {
    const { list } = await withMemories(1, { pageBeyondEnd: "empty" });
    expect((await list("?page=9")).body).toMatchObject({ count: 1, next: null, results: [] });
  });
});

describe("switching", () => {
  it("changes only what is named, and combines", async () => {
    const { simulator, deleteBatch } = await withMemories(8, { latencyMs: 1 });
    simulator.setFault({ batchKeepsEvery: 4 });
    simulator.setFault({ cutAnswers: { count: 1 } });
    expect(simulator.faults()).toMatchObject({ latencyMs: 1, batchKeepsEvery: 4 });
    await expect(deleteBatch()).rejects.toThrow("fetch failed");
    expect(simulator.memories.count()).toBe(2);
    expect(() => simulator.setFault({ latencyMs: -1 })).toThrow();
  });

  it("knows every preset", async () => {
    const { simulator } = await withMemories(0);
    for (const preset of Object.values(faultPresets)) {
      simulator.clearFaults();
      expect(() => simulator.setFault(preset)).not.toThrow();
    }
    expect(seedExample(simulator, 10).expired).toHaveLength(3);
  });
});
