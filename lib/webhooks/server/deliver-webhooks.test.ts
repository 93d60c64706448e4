import http from "node:http";
import type { AddressInfo } from "node:net";
import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { Webhook as Verifier } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { deletionInput, requested, runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { apiFor } from "@/testing/mem0-api/api-fixtures";
import { makeGuardedRequest } from "@/lib/stores/remote/guarded-request";
import { useTestDatabase } from "@/testing/test-database";
import type { MemoryId } from "@/lib/memories/types";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { journalStatus } from "@/drizzle/schema/journal";
import { memories } from "@/drizzle/schema/memories";
import { webhookDeliveries, webhooks } from "@/drizzle/schema/webhooks";
import { forgetRestored } from "@/lib/ledger/server/restored";
import { raiseAlarm } from "@/lib/ledger/server/log/alarms";
import { clearLog } from "@/testing/ledger/log-fixtures";
import { announceLedgerAlarms } from "./announce-ledger-alarms";
import { deliverNext } from "./deliver-webhooks";
import { enqueueMemories, enqueueTicketNews } from "./enqueue-deliveries";
import { listWebhooks } from "./manage-webhooks";
import { pruneDeliveries } from "./prune-deliveries";

const test = useTestDatabase();
const ask = apiFor(() => test.context());
const project = "/api/v1/webhooks/projects/lethe/";

type Received = { headers: Record<string, string>; body: string };
const received: Received[] = [];
let answers: number[] = [];
/** What happens elsewhere while a message is being taken. */
let meanwhile: () => Promise<unknown> = () => Promise.resolve();
const receiver = http.createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8").on("data", (text: string) => (body += text));
  request.on("end", () => {
    received.push({ headers: request.headers as Record<string, string>, body });
    void meanwhile().then(() => response.writeHead(answers.shift() ?? 204).end());
  });
});
const { request, close } = makeGuardedRequest({ allowsPrivate: true });
let url = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
});
afterAll(() => {
  close();
  receiver.close();
});
beforeEach(async () => {
  received.length = 0;
  answers = [];
  meanwhile = () => Promise.resolve();
  await test.database().execute(sql`truncate webhooks, webhook_deliveries`);
});

const create = async (eventTypes: string[]) => {
  const body = { name: "hook", url, event_types: eventTypes };
  const answer = await ask("POST", project, body);
  expect(answer.status).toBe(201);
  return answer.body as { webhook_id: string; secret: string };
};

const deliver = (now = () => new Date()) =>
  deliverNext({ database: test.database(), request, secret: test.context().secret, now });
const deliverAll = async () => {
  while (await deliver());
};
const deliveries = () => test.database().select().from(webhookDeliveries);
const makeDue = () =>
  test
    .database()
    .update(webhookDeliveries)
    .set({ nextAttemptAt: new Date(Date.now() - 1000) });
const detailsOf = ({ body }: Received) =>
  (JSON.parse(body) as { event_details: { id: string; event: string; data: { memory: string | null } } })
    .event_details;
const enqueue = (ids: MemoryId[]) =>
  test.database().transaction((transaction) => enqueueMemories(transaction, "memory_add", ids));

describe("a webhook", () => {
  it("is told of deletions, each memory once and without a word of it, signed", async () => {
    const { secret } = await create(["memory_delete"]);
    const userId = randomUUID();
    const ids = await storeMemories(test.database(), 120, { userId, word: "marimba" });
    const [stays] = ids;
    const input = deletionInput({ userId, expectedCount: 119, excludedIds: [stays ?? ""] });
    const { id } = await requested(test.context(), input);
    await runToEnd(test.context(), id);
    await deliverAll();
    expect(received).toHaveLength(119);
    expect(new Set(received.map((message) => detailsOf(message).id))).toEqual(new Set(ids.slice(1)));
    expect(detailsOf(received[0] as Received)).toMatchObject({ event: "DELETE", data: { memory: null } });
    expect(JSON.stringify(received)).not.toContain("marimba");
    for (const { headers, body } of received) new Verifier(secret).verify(body, headers);
    const [{ headers, body }] = received as [Received];
    expect(() => new Verifier(secret).verify(`${body} `, headers)).toThrow("No matching signature");
    expect(await deliveries()).toEqual([]);
  });

  it("texts of a restored database wait until what was erased is erased again, and other messages do not", async () => {
    await create(["memory_add", "memory_delete"]);
    const ids = await storeMemories(test.database(), 2, { word: "ocarina" });
    await enqueue(ids);
    await test.database().insert(journalStatus).values({ id: 1, state: "restored" });
    forgetRestored(test.database());
    await deliverAll();
    expect(received).toEqual([]);
    expect(await deliveries()).toHaveLength(2);
    const [erased] = ids;
    await test
      .database()
      .delete(memories)
      .where(eq(memories.id, erased ?? ""));
    await test.database().update(journalStatus).set({ state: "sound" });
    forgetRestored(test.database());
    await deliverAll();
    expect(received).toHaveLength(1);
    expect(await deliveries()).toEqual([]);
  });

  it("is told the text of what was added, unless it was deleted before", async () => {
    await create(["memory_add"]);
    const [first, second] = await storeMemories(test.database(), 2, { word: "celesta" });
    if (first === undefined || second === undefined) throw new Error("Nothing was stored.");
    await enqueue([first, second]);
    expect(JSON.stringify(await deliveries())).not.toContain("celesta");
    await test.database().delete(memories).where(eq(memories.id, first));
    await deliverAll();
    expect(received.map(detailsOf)).toMatchObject([
      { id: second, event: "ADD", data: { memory: expect.stringContaining("celesta") as string } },
    ]);
  });

  it("is told again until it answers, and where it stopped", async () => {
    await create(["memory_delete"]);
    const userId = randomUUID();
    await storeMemories(test.database(), 3, { userId });
    const { id } = await requested(test.context(), deletionInput({ userId, expectedCount: 3 }));
    await runToEnd(test.context(), id);
    answers = [204, 500];
    await deliverAll();
    expect(received).toHaveLength(2);
    expect(await deliveries()).toMatchObject([{ attemptCount: 1, failedAt: null }]);
    await makeDue();
    await deliverAll();
    expect(received).toHaveLength(4);
    const [, failed, again, last] = received;
    // The same message has the same id, so that the other side can tell.
    expect(again?.headers["webhook-id"]).toBe(failed?.headers["webhook-id"]);
    expect(last?.headers["webhook-id"]).not.toBe(again?.headers["webhook-id"]);
    expect(await deliveries()).toEqual([]);
  });

  it("that is slow is told in turns that end before another process may take over, each message once", async () => {
    await create(["memory_delete"]);
    const userId = randomUUID();
    const ids = await storeMemories(test.database(), 12, { userId });
    const { id } = await requested(test.context(), deletionInput({ userId, expectedCount: 12 }));
    await runToEnd(test.context(), id);
    const [claimSeconds, secondsEach] = [60, 9.9];
    const startMs = Date.now();
    await deliver(() => new Date(startMs + received.length * secondsEach * 1000));
    expect(received.length).toBeGreaterThan(1);
    expect(received.length * secondsEach).toBeLessThan(claimSeconds - 5);
    expect(await deliveries()).toMatchObject([{ toldSeq: received.length, attemptCount: 0 }]);
    await deliverAll();
    expect(received.map((message) => detailsOf(message).id).toSorted()).toEqual(ids.toSorted());
  });

  it("is not told again what another process has told meanwhile", async () => {
    await create(["memory_delete"]);
    const userId = randomUUID();
    await storeMemories(test.database(), 12, { userId });
    const { id } = await requested(test.context(), deletionInput({ userId, expectedCount: 12 }));
    await runToEnd(test.context(), id);
    meanwhile = () => test.database().update(webhookDeliveries).set({ toldSeq: 9 });
    answers = [204, 500];
    await deliver();
    expect(await deliveries()).toMatchObject([{ toldSeq: 9, attemptCount: 1 }]);
    await makeDue();
    const startMs = Date.now();
    meanwhile = () => test.database().update(webhookDeliveries).set({ toldSeq: 11 });
    await deliver(() => new Date(startMs + (received.length - 2) * 60_000));
    expect(await deliveries()).toMatchObject([{ toldSeq: 11, attemptCount: 0 }]);
  });

  it("is told news of tickets as they were, signed, and only where it asks for them", async () => {
    const { secret } = await create(["ticket.updated"]);
    await create(["memory_add"]);
    const news = {
      reference: "GDPR-1042",
      change: "created",
      state: "open",
      outcome: null,
      law: "gdpr",
      received_on: "2026-12-01",
      acknowledge_due_on: null,
      due_on: "2027-01-01",
      days_left: 31,
      version: 1,
    };
    await test.database().transaction(async (transaction) => {
      await enqueueTicketNews(transaction, "ticket.updated", randomUUID(), news);
      await enqueueTicketNews(transaction, "ticket.due", randomUUID(), news);
    });
    await deliverAll();
    const [{ headers, body }] = received as [Received];
    new Verifier(secret).verify(body, headers);
    expect(received).toHaveLength(1);
    expect(JSON.parse(body)).toEqual({
      type: "ticket.updated",
      timestamp: expect.stringMatching(/Z$/) as string,
      data: news,
    });
  });

  it("is given up after a day, and says so", async () => {
    await create(["memory_add"]);
    await enqueue(await storeMemories(test.database(), 1));
    answers = Array.from({ length: 20 }, () => 503);
    for (let attempt = 0; attempt < 12; attempt++) {
      await makeDue();
      await deliverAll();
    }
    expect(received).toHaveLength(8);
    const [left] = await deliveries();
    expect(left?.failedAt).toBeInstanceOf(Date);
    expect(await listWebhooks(test.context())).toMatchObject([
      { lastDelivery: { outcome: { status: 503 } }, waitingCount: 0, givenUpCount: 1 },
    ]);

    const monthLater = new Date(Date.now() + 30.01 * 86_400_000);
    await pruneDeliveries(test.database(), new Date());
    expect(await deliveries()).toHaveLength(1);
    await pruneDeliveries(test.database(), monthLater);
    expect(await deliveries()).toEqual([]);
  });

  it("shows how its last message was taken, and what is still to be told", async () => {
    await create(["memory_add"]);
    const shown = async () => {
      const [{ lastDelivery, waitingCount } = { lastDelivery: null, waitingCount: -1 }] = await listWebhooks(
        test.context(),
      );
      return { outcome: lastDelivery?.outcome ?? null, waitingCount };
    };
    await enqueue(await storeMemories(test.database(), 2));
    expect(await shown()).toEqual({ outcome: null, waitingCount: 2 });
    await deliverAll();
    expect(await shown()).toEqual({ outcome: { status: 204 }, waitingCount: 0 });

    const away = `http://127.0.0.1:1/hook`;
    await test.database().update(webhooks).set({ url: away });
    await enqueue(await storeMemories(test.database(), 1));
    await deliverAll();
    expect(await shown()).toEqual({ outcome: { errorCode: "unreachable" }, waitingCount: 1 });

    await test.database().update(webhooks).set({ url: "http://169.254.169.254/hook" });
    await makeDue();
    await deliverAll();
    expect(await shown()).toEqual({ outcome: { errorCode: "address_refused" }, waitingCount: 1 });
  });

  it("that is off, or deleted, is told nothing", async () => {
    const { webhook_id } = await create(["memory_add"]);
    await enqueue(await storeMemories(test.database(), 1));
    expect((await ask("PUT", `/api/v1/webhooks/${webhook_id}/`, { is_active: false })).body).toEqual({
      message: "Webhook updated successfully",
    });
    await deliverAll();
    await enqueue(await storeMemories(test.database(), 1));
    expect(await deliveries()).toEqual([]);
    expect((await ask("DELETE", `/api/v1/webhooks/${webhook_id}/`)).body).toEqual({
      message: "Webhook deleted successfully",
    });
    expect(received).toEqual([]);
  });
});

describe("the operations", () => {
  it("list without the secret, and leave ledger events without name and address", async () => {
    const { webhook_id, secret } = await create(["memory_add", "memory_add", "memory_update"]);
    const listed = await ask("GET", project);
    expect(listed.body).toMatchObject([
      { webhook_id, name: "hook", url, event_types: ["memory_add", "memory_update"], is_active: true },
    ]);
    expect(JSON.stringify(listed.body)).not.toContain(secret);
    const events = (await test.database().select().from(ledgerEvents)).filter(({ body }) =>
      body.includes(webhook_id),
    );
    expect(events.map(({ kind }) => kind)).toEqual(["webhook.created"]);
    expect(events[0]?.body).not.toContain("127.0.0.1");
  });

  it.each([
    [{ name: "x", url: "ftp://example.com", event_types: ["memory_add"] }],
    [{ name: "x", url: "https://a:b@example.com", event_types: ["memory_add"] }],
    [{ name: "x", url: "https://example.com", event_types: [] }],
    [{ name: "x", url: "https://example.com", event_types: ["memory_forget"] }],
    [{ name: "", url: "https://example.com", event_types: ["memory_add"] }],
    [{ name: "a\u0000", url: "https://example.com", event_types: ["memory_add"] }],
    [{ name: "x", url: "NaN", event_types: ["memory_add"] }],
    [{ name: "x", url: "https://example.com" }],
  ])("refuse %j", async (body) => {
    expect((await ask("POST", project, body)).status).toBe(400);
  });

  it("take every event that Mem0 documents, and say which are never sent", async () => {
    const unsent = [
      "memory_categorize",
      "ingest_job_completed",
      "ingest_job_partially_completed",
      "ingest_job_failed",
      "ingest_job_cancelled",
    ];
    const event_types = ["memory_add", "memory_update", "memory_delete", ...unsent];
    const given = { name: "all", url: "https://example.com/hook", event_types };
    const { status, body } = await ask("POST", project, given);
    expect(status).toBe(201);
    expect(body).toMatchObject({ event_types, never_sent: unsent });
    const { webhook_id } = body as { webhook_id: string };
    await ask("PUT", `/api/v1/webhooks/${webhook_id}/`, { event_types: ["memory_add"] });
    expect((await ask("GET", project)).body).toContainEqual(
      expect.objectContaining({ webhook_id, never_sent: [] }),
    );
  });

  it("are for admins, and know one project", async () => {
    expect((await apiFor(() => test.context("support"))("GET", project)).status).toBe(403);
    expect((await ask("GET", "/api/v1/webhooks/projects/other/")).status).toBe(403);
    expect((await ask("DELETE", `/api/v1/webhooks/${randomUUID()}/`)).status).toBe(404);
  });
});

describe("an alarm of the ledger", () => {
  beforeEach(() => clearLog(test.database()));

  it("is told once to those who ask for it, in codes and sizes", async () => {
    await create(["memory_add"]);
    const { secret } = await create(["ledger.alarm"]);
    const raise = () =>
      raiseAlarm(test.database(), {
        code: "witness_refused",
        subject: "witness.example.test/one",
        facts: { size: 12, witnessSize: 9 },
        at: new Date("2026-05-01T10:00:00Z"),
      });
    await raise();
    await announceLedgerAlarms(test.database(), new Date());
    // It lasts.
    await raise();
    await announceLedgerAlarms(test.database(), new Date());
    await deliverAll();
    expect(received).toHaveLength(1);
    const [message] = received;
    new Verifier(secret).verify(message?.body ?? "", message?.headers ?? {});
    expect(JSON.parse(message?.body ?? "")).toMatchObject({
      type: "ledger.alarm",
      data: {
        code: "witness_refused",
        witness: "witness.example.test/one",
        facts: { size: 12, witnessSize: 9 },
        raised_at: "2026-05-01T10:00:00.000Z",
      },
    });
  });
});
