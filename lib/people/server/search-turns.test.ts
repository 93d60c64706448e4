import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { Actor } from "@/lib/access/types";
import { letheActor } from "@/lib/deletions/server/record/lethe-actor";
import { searchTurns } from "./search-turns";

const member = (): Actor => ({ kind: "member", id: randomUUID(), label: "m@example.com", role: "viewer" });
const never = new AbortController().signal;
const limits = { runningMax: 2, waitingMax: 3, waitMsMax: 60_000, runMsMax: 60_000, stopMsMax: 60_000 };

/** What has come of a promise once everything that can happen has happened. */
const stateOf = async (promise: Promise<unknown>) => {
  const settled = promise.then(
    () => "has begun",
    (error: unknown) => error,
  );
  return Promise.race([settled, new Promise((resolve) => setImmediate(() => resolve("waits")))]);
};
const refused = expect.objectContaining({
  code: "too_many_attempts",
  values: { retryAfterSeconds: expect.any(Number) as number },
}) as unknown;

it("lets so many search at once, and the others in the order in which they came", async () => {
  const take = searchTurns(limits);
  const first = await take(member(), never);
  await take(member(), never);
  const [third, look] = [take(member(), never), take(letheActor, never)];
  expect(await stateOf(third)).toBe("waits");
  first.end();
  first.end();
  expect(await stateOf(third)).toBe("has begun");
  expect(await stateOf(look)).toBe("waits");
  (await third).end();
  expect(await stateOf(look)).toBe("has begun");
});

it("stops a member's search for a newer one of theirs, which begins when it has ended", async () => {
  const take = searchTurns(limits);
  const [one, other] = [member(), member()];
  const first = await take(one, never);
  const others = await take(other, never);
  const second = take(one, never);
  expect(first.signal.reason).toEqual(refused);
  expect(others.signal.aborted).toBe(false);
  const third = take(one, never);
  expect(await stateOf(second)).toEqual(refused);
  expect(await stateOf(third)).toBe("waits");
  first.end();
  expect(await stateOf(third)).toBe("has begun");
});

it("frees the place of a stopped search that nobody reads", async () => {
  const take = searchTurns({ ...limits, runMsMax: 5, stopMsMax: 1 });
  const stuck = member();
  const first = await take(stuck, never);
  const second = await take(stuck, never);
  expect(first.signal.aborted).toBe(true);
  // Nor is it kept for ever where the same member comes no more.
  await new Promise((resolve) => second.signal.addEventListener("abort", resolve));
  expect(second.signal.reason).toMatchObject({ code: "timed_out" });
});

it("refuses who would wait for long, and forgets who leaves; Lethe's own looks wait", async () => {
  const take = searchTurns({ ...limits, runningMax: 1, waitingMax: 2, waitMsMax: 5 });
  const running = await take(member(), never);
  const leaving = new AbortController();
  const left = expect(take(member(), leaving.signal)).rejects.toThrow("aborted");
  const late = expect(take(member(), never)).rejects.toEqual(refused);
  const full = expect(take(member(), never)).rejects.toEqual(refused);
  const look = take(letheActor, never);
  leaving.abort();
  await Promise.all([left, late, full]);
  expect(await stateOf(look)).toBe("waits");
  running.end();
  expect(await stateOf(look)).toBe("has begun");
});
