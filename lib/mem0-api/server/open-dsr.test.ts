import { createHash, randomUUID } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { eq, sql } from "drizzle-orm";
import { Webhook as Verifier } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { writeExact } from "@/lib/json/write-exact";
import { makeGuardedRequest } from "@/lib/stores/remote/guarded-request";
import { recordTicketEvent } from "@/lib/tickets/server/record-ticket-event";
import { openDetails } from "@/lib/tickets/server/seal-ticket";
import { sendNextMessage, type MessageInput } from "@/lib/tickets/server/ticket-messages";
import type { TicketState } from "@/lib/tickets/types";
import { ticketIdSchema } from "@/lib/tickets/ticket-id-schema";
import { apiFor } from "@/testing/mem0-api/api-fixtures";
import { setUpPlatform } from "@/testing/stores/platform-on-simulator";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { memories } from "@/drizzle/schema/memories";
import { ticketEvents, ticketMessages, tickets } from "@/drizzle/schema/tickets";

const test = useTestDatabase();
const ask = apiFor(() => test.context("support"));

type Received = { headers: Record<string, string>; body: string };
const received: Received[] = [];
let answers: number[] = [];
const receiver = http.createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8").on("data", (text: string) => (body += text));
  request.on("end", () => {
    received.push({ headers: request.headers as Record<string, string>, body });
    response.writeHead(answers.shift() ?? 202).end();
  });
});
const { request: guarded, close } = makeGuardedRequest({ allowsPrivate: true });
let callbackUrl = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  callbackUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/callbacks`;
});
afterAll(() => {
  close();
  receiver.close();
});
beforeEach(async () => {
  received.length = 0;
  answers = [];
  await test.database().execute(sql`truncate tickets, ticket_messages cascade`);
  await test.database().delete(memories);
});

/** The example of section 7.2, with what it leaves out. */
const requestOf = (changes: object = {}) => ({
  regulation: "gdpr",
  subject_request_id: randomUUID(),
  subject_request_type: "erasure",
  submitted_time: "2026-01-31T15:00:00Z",
  subject_identities: [
    { identity_type: "email", identity_value: "johndoe@example.com", identity_format: "raw" },
  ],
  api_version: "2.0",
  status_callback_urls: [callbackUrl],
  extensions: { "example-processor.com": { "foo-processor-custom-id": 123_456 } },
  ...changes,
});
const rows = () => test.database().select().from(tickets);

const sendAll = async (changes: Partial<MessageInput> = {}) => {
  const input: MessageInput = {
    database: test.database(),
    request: guarded,
    secret: test.context().secret,
    now: () => new Date(),
    publicUrl: "https://lethe.example.com",
    mail: null,
    onMailFailed: () => undefined,
    ...changes,
  };
  while (await sendNextMessage(input));
};
const makeDue = () =>
  test
    .database()
    .update(ticketMessages)
    .set({ nextAttemptAt: new Date(Date.now() - 1000) });

/** Somebody takes the ticket on. */
const move = (id: string, state: TicketState) =>
  test.database().transaction(async (transaction) => {
    await transaction.update(tickets).set({ state }).where(eq(tickets.openDsrId, id));
    const [row] = await transaction.select().from(tickets).where(eq(tickets.openDsrId, id));
    await recordTicketEvent(transaction, {
      secret: test.context().secret,
      ticketId: ticketIdSchema.parse(row?.id),
      kind: state === "searching" ? "search_started" : "settled",
      actor: test.context().actor,
      at: new Date(),
    });
  });
const secretOf = async (): Promise<string> => {
  const { body } = await ask("GET", "/opendsr/discovery");
  return (body as { signatures: { secret: string } }).signatures.secret;
};

describe("OpenDSR", () => {
  it("says what is supported", async () => {
    const { status, body, headers } = await ask("GET", "/opendsr/discovery");
    expect(status).toBe(200);
    expect(body).toMatchObject({
      api_version: "2.0",
      supported_subject_request_types: ["erasure"],
      supported_identities: expect.arrayContaining([
        { identity_type: "email", identity_format: "raw" },
        { identity_type: "email", identity_format: "sha256" },
      ]) as unknown,
    });
    expect(headers.get("x-opendsr-processor-domain")).toBe("lethe.test");
  });

  it("makes a ticket of a request, answers signed, and keeps nothing of it in the open", async () => {
    const request = requestOf();
    const { status, body, headers } = await ask("POST", "/opendsr/requests", request);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      controller_id: test.context().actor.id,
      subject_request_id: request.subject_request_id,
      // A calendar month, to the end of its last day.
      expected_completion_time: "2026-02-28T23:59:59Z",
    });
    const { encoded_request: encoded } = body as { encoded_request: string };
    expect(JSON.parse(Buffer.from(encoded, "base64").toString())).toEqual(request);
    expect(headers.get("x-opendsr-processor-domain")).toBe("lethe.test");
    new Verifier(await secretOf()).verify(writeExact(body), Object.fromEntries(headers));

    const [row] = await rows();
    expect(row).toMatchObject({
      law: "gdpr",
      receivedOn: "2026-01-31",
      source: "opendsr",
      receivedBy: "api",
    });
    if (row === undefined) throw new Error("Nothing was made.");
    expect(openDetails(test.context().secret, row)).toMatchObject({
      names: ["johndoe@example.com"],
      callbackUrls: [callbackUrl],
    });
    const events = await test.database().select().from(ticketEvents);
    const ledger = await test.database().select().from(ledgerEvents);
    const stored = JSON.stringify([row, events, ledger]);
    expect(stored).not.toMatch(/johndoe|callbacks/);
    expect(stored).not.toContain(encoded.slice(0, 40));
  });

  it("answers the same request again as it did, and refuses another one with its ID", async () => {
    const request = requestOf();
    const first = await ask("POST", "/opendsr/requests", request);
    expect(await ask("POST", "/opendsr/requests", request)).toMatchObject({ status: 201, body: first.body });
    const other = await ask("POST", "/opendsr/requests", { ...request, regulation: "ccpa" });
    expect(other).toMatchObject({ status: 409, body: { error: { code: 409 } } });
    expect(await rows()).toHaveLength(1);
  });

  it.each([
    [{ subject_request_type: "access" }, /only "erasure"/],
    [{ subject_request_id: "1" }, /UUID/],
    [{ regulation: "lgpd" }, /regulation/],
    [{ submitted_time: "2999-01-01T00:00:00Z" }, /future/],
    [{ submitted_time: "yesterday" }, /submitted_time/],
    [{ subject_identities: [] }, /at least one/],
    [{ status_callback_urls: ["ftp://example.com"] }, /https/],
    [{ status_callback_urls: ["https://a:b@example.com"] }, /name or password/],
    [{ status_callback_urls: ["http://169.254.169.254/x"] }, /status_callback_urls\[0\].*never called/],
    [{ status_callback_urls: ["https://a.example", "https://metadata.google.internal"] }, /urls\[1\]/],
    [{ status_callback_urls: ["http://8.8.8.8/"] }, /must use https/],
    [
      { subject_identities: [{ identity_type: "email", identity_value: "zz", identity_format: "md5" }] },
      /hash/,
    ],
  ])("refuses %j in its shape of an error, without quoting a value", async (change, words) => {
    const { status, body } = await ask("POST", "/opendsr/requests", requestOf(change));
    expect(status).toBe(400);
    const { error } = body as { error: { code: number; message: string } };
    expect(error.code).toBe(400);
    expect(error.message).toMatch(words);
    expect(JSON.stringify(body)).not.toContain("johndoe");
  });

  it("takes a hashed identity when an ID of a store has this hash, and says which it cannot match", async () => {
    await insertMemories(test.database(), [{ userId: "JohnDoe@example.com" }, { agentId: "bot" }]);
    const hashed = (format: "md5" | "sha1" | "sha256", text: string) => ({
      identity_type: "email",
      identity_format: format,
      identity_value: createHash(format).update(text).digest("hex").toUpperCase(),
    });
    const matched = requestOf({
      subject_identities: [
        hashed("md5", "johndoe@example.com"),
        hashed("sha1", "JohnDoe@example.com"),
        hashed("sha256", "bot"),
      ],
    });
    expect(await ask("POST", "/opendsr/requests", matched)).toMatchObject({ status: 201 });
    const [row] = await rows();
    if (row === undefined) throw new Error("Nothing was made.");
    expect(openDetails(test.context().secret, row)?.names).toEqual(["JohnDoe@example.com", "bot"]);
    // The same again, though what it matches is gone.
    await test.database().delete(memories);
    expect(await ask("POST", "/opendsr/requests", matched)).toMatchObject({ status: 201 });

    const unmatched = requestOf({
      subject_identities: [
        { identity_type: "email", identity_format: "raw", identity_value: "johndoe@example.com" },
        hashed("sha256", "nobody@example.com"),
      ],
    });
    const { status, body } = await ask("POST", "/opendsr/requests", unmatched);
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain("subject_identities[1]");
    expect(JSON.stringify(body)).not.toContain("of the stores");
    expect(await rows()).toHaveLength(1);

    // A store that does not answer might have it.
    await setUpPlatform(test.context(), { url: "http://127.0.0.1:1", apiKey: "m0-key" });
    const unread = await ask("POST", "/opendsr/requests", unmatched);
    expect(unread).toMatchObject({ status: 400 });
    expect(JSON.stringify(unread.body)).toContain("In 1 of the stores not every ID could be compared.");
  });

  it("tells each change of the status to the callbacks, signed, until it is taken", async () => {
    const { subject_request_id: id } = requestOf();
    await ask("POST", "/opendsr/requests", requestOf({ subject_request_id: id }));
    await sendAll();
    expect(received).toEqual([]);
    expect(await ask("GET", `/opendsr/requests/${id}`)).toMatchObject({
      status: 200,
      body: { request_status: "pending", lethe: { state: "open", outcome: null } },
    });

    answers = [500];
    await move(id, "searching");
    await sendAll();
    expect(received).toHaveLength(1);
    await makeDue();
    await sendAll();
    const [failed, told] = received as [Received, Received];
    expect(told.headers["webhook-id"]).toBe(failed.headers["webhook-id"]);
    new Verifier(await secretOf()).verify(told.body, told.headers);
    expect(told.headers["x-opendsr-processor-domain"]).toBe("lethe.example.com");
    expect(JSON.parse(told.body)).toEqual({
      controller_id: test.context().actor.id,
      status_callback_url: callbackUrl,
      subject_request_id: id,
      request_status: "in_progress",
      expected_completion_time: "2026-02-28T23:59:59Z",
    });

    // Another step of the same status is no change of it.
    await move(id, "erasing");
    await sendAll();
    expect(received).toHaveLength(2);
    await move(id, "done");
    await sendAll();
    expect(
      received.map(({ body }) => (JSON.parse(body) as { request_status: string }).request_status),
    ).toEqual(["in_progress", "in_progress", "completed"]);
    expect(await test.database().select().from(ticketMessages)).toEqual([]);
  });

  it("does not tell late what is no longer so", async () => {
    const request = requestOf();
    await ask("POST", "/opendsr/requests", request);
    answers = [500];
    await move(request.subject_request_id, "searching");
    await sendAll();
    await move(request.subject_request_id, "done");
    await makeDue();
    await sendAll();
    expect(
      received.map(({ body }) => (JSON.parse(body) as { request_status: string }).request_status),
    ).toEqual(["in_progress", "completed"]);
  });

  it("sends nothing to a private address, unless these are allowed", async () => {
    const request = requestOf();
    await ask("POST", "/opendsr/requests", request);
    await move(request.subject_request_id, "searching");
    const strict = makeGuardedRequest({ allowsPrivate: false });
    await sendAll({ request: strict.request });
    strict.close();
    expect(received).toEqual([]);
    expect(await test.database().select().from(ticketMessages)).toMatchObject([{ attemptCount: 1 }]);
  });

  it("cancels what is pending, twice as once, and nothing else", async () => {
    const request = requestOf();
    const path = `/opendsr/requests/${request.subject_request_id}`;
    expect(await ask("DELETE", path)).toMatchObject({ status: 404, body: { error: { code: 404 } } });
    await ask("POST", "/opendsr/requests", request);
    expect(await ask("DELETE", path)).toMatchObject({
      status: 202,
      body: { subject_request_id: request.subject_request_id },
    });
    expect(await ask("DELETE", path)).toMatchObject({ status: 202 });
    expect(await ask("GET", path)).toMatchObject({
      body: { request_status: "cancelled", lethe: { state: "withdrawn" } },
    });
    expect(await test.database().$count(ticketEvents, eq(ticketEvents.kind, "withdrawn"))).toBe(1);

    const other = requestOf();
    await ask("POST", "/opendsr/requests", other);
    await move(other.subject_request_id, "searching");
    const refused = await ask("DELETE", `/opendsr/requests/${other.subject_request_id}`);
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 409 } } });
  });

  it("keeps its answers from those who may not", async () => {
    const viewer = apiFor(() => test.context("viewer"));
    for (const [method, path] of [
      ["GET", "/opendsr/discovery"],
      ["GET", `/opendsr/requests/${randomUUID()}`],
      ["DELETE", `/opendsr/requests/${randomUUID()}`],
    ] as const) {
      expect(await viewer(method, path)).toMatchObject({ status: 403 });
    }
  });
});
