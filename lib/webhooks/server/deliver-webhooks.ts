import { and, asc, eq, gt, isNull, lte, sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import type { GuardedRequest } from "@/lib/stores/remote/guarded-request";
import {
  webhookIdSchema,
  type DeliveryOutcome,
  type MemoryEvent,
  type WebhookEvent,
} from "@/lib/webhooks/types";
import { deletionItems, deletions, packSize } from "@/drizzle/schema/deletions";
import { ledgerAlarms } from "@/drizzle/schema/ledger-log";
import { memories } from "@/drizzle/schema/memories";
import { webhookDeliveries, webhooks } from "@/drizzle/schema/webhooks";
import { isRestored } from "@/lib/ledger/server/restored";
import { isTold, pauseSeconds, secondsFromNow, takenSeconds } from "./attempts";
import { postSigned } from "./post-signed";
import { signingSecret } from "./signing-secret";

/** No message is begun later in a turn, so that the last one is answered, or given up, well before others may take it. */
const turnSeconds = 40;
const messagesPerTurn = 100;

type Delivery = typeof webhookDeliveries.$inferSelect;
type Input = { database: Database; request: GuardedRequest; secret: string; now: () => Date };

/**
 * Takes one message that is due and sends it: signed (https://www.standardwebhooks.com), in Mem0's form, at least once and
 * without the text where it was deleted. Any number of processes may do so. False when nothing is due.
 */
export const deliverNext = async (input: Input): Promise<boolean> => {
  const { database, now } = input;
  const endsAt = new Date(now().getTime() + turnSeconds * 1000);
  const due = database
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(
      and(
        isNull(webhookDeliveries.failedAt),
        lte(webhookDeliveries.nextAttemptAt, sql`clock_timestamp()`),
        // Their texts may be those of memories that were erased.
        (await isRestored(database)) ? isNull(webhookDeliveries.memoryId) : undefined,
      ),
    )
    .orderBy(asc(webhookDeliveries.nextAttemptAt))
    .limit(1)
    .for("update", { skipLocked: true });
  const [delivery] = await database
    .update(webhookDeliveries)
    .set({ nextAttemptAt: secondsFromNow(takenSeconds) })
    .where(sql`${webhookDeliveries.id} in (${due})`)
    .returning();
  if (delivery === undefined) return false;
  const [webhook] = await database.select().from(webhooks).where(eq(webhooks.id, delivery.webhookId));
  if (webhook?.isActive !== true) {
    await forget(database, delivery);
    return true;
  }
  await tell(input, delivery, webhook, endsAt);
  return true;
};

const forget = (database: Database, { id }: Delivery) =>
  database.delete(webhookDeliveries).where(eq(webhookDeliveries.id, id));

const tell = async (
  input: Input,
  delivery: Delivery,
  webhook: typeof webhooks.$inferSelect,
  endsAt: Date,
): Promise<void> => {
  const { database } = input;
  const messages = await messagesOf(database, delivery);
  let { toldSeq } = delivery;
  let outcome: DeliveryOutcome | null = null;
  let isOver = delivery.deletionId === null || messages.length < messagesPerTurn;
  for (const { seq, body } of messages) {
    if (input.now() >= endsAt) {
      isOver = false;
      break;
    }
    outcome = await send(input, webhook, `${delivery.id}.${seq}`, body);
    if (!isTold(outcome)) {
      await noteOutcome(input, webhook.id, outcome);
      return putOff(input, { ...delivery, toldSeq });
    }
    toldSeq = seq;
  }
  if (outcome !== null) await noteOutcome(input, webhook.id, outcome);
  if (isOver) {
    await forget(database, delivery);
    return;
  }
  // The rest of a large deletion waits its turn behind others.
  await database
    .update(webhookDeliveries)
    .set({ toldSeq: forwards(toldSeq), attemptCount: 0, nextAttemptAt: secondsFromNow(0) })
    .where(eq(webhookDeliveries.id, delivery.id));
};

/** A process that was held up longer than its claim does not take back what another has sent since. */
const forwards = (toldSeq: number) => sql`greatest(${webhookDeliveries.toldSeq}, ${toldSeq}::integer)`;

type Message = {
  seq: number;
  body:
    | { event_details: { id: string; data: { memory: string | null }; event: string } }
    | { type: WebhookEvent; timestamp: string; data: Record<string, unknown> };
};
const eventNames: Record<MemoryEvent, string> = {
  memory_add: "ADD",
  memory_update: "UPDATE",
  memory_delete: "DELETE",
};

const messageOf = (seq: number, id: string, memory: string | null, event: MemoryEvent): Message => ({
  seq,
  body: { event_details: { id, data: { memory }, event: eventNames[event] } },
});

/** What is to be sent next. Nothing of a memory that was deleted before its addition could be sent. */
const messagesOf = async (database: Database, delivery: Delivery): Promise<Message[]> => {
  const { eventType } = delivery;
  if (eventType === "ticket.updated" || eventType === "ticket.due" || eventType === "erasure.returned") {
    const { ticketNews: data, createdAt } = delivery;
    if (data === null) return [];
    return [{ seq: 0, body: { type: eventType, timestamp: createdAt.toISOString(), data } }];
  }
  if (eventType === "ledger.alarm") return alarmMessages(database, delivery);
  if (delivery.memoryId !== null) {
    const [found] = await database
      .select({ memory: memories.memory })
      .from(memories)
      .where(eq(memories.id, delivery.memoryId));
    return found === undefined ? [] : [messageOf(0, delivery.memoryId, found.memory, eventType)];
  }
  if (delivery.deletionId === null) return [];
  const items = await database
    .select({ seq: deletionItems.seq, memoryId: deletionItems.memoryId })
    .from(deletionItems)
    .innerJoin(deletions, eq(deletions.id, deletionItems.deletionId))
    .where(
      and(
        eq(deletionItems.deletionId, delivery.deletionId),
        gt(deletionItems.fromSeq, delivery.toldSeq - packSize),
        gt(deletionItems.seq, delivery.toldSeq),
        lte(deletionItems.seq, deletions.cursorSeq),
        // Exceptions alone have an outcome of their own.
        sql`coalesce(${deletionItems.outcome}, 'deleted') = 'deleted'`,
      ),
    )
    // By batch first: they are unpacked one after the other until there are enough.
    .orderBy(asc(deletionItems.fromSeq), asc(deletionItems.seq))
    .limit(messagesPerTurn);
  // Only the built-in store's deletions are sent, whose ids are UUIDs.
  return items.flatMap(({ seq, memoryId }) =>
    memoryId === null ? [] : [messageOf(seq, memoryId, null, "memory_delete")],
  );
};

/** What is wrong, in codes, sizes and names of logs and witnesses. */
const alarmMessages = async (
  database: Database,
  { ledgerAlarmId, createdAt }: Delivery,
): Promise<Message[]> => {
  if (ledgerAlarmId === null) return [];
  const [alarm] = await database.select().from(ledgerAlarms).where(eq(ledgerAlarms.id, ledgerAlarmId));
  if (alarm === undefined) return [];
  const { id, code, subject, facts, raisedAt } = alarm;
  const data = {
    id,
    code,
    witness: subject === "" ? null : subject,
    facts,
    raised_at: raisedAt.toISOString(),
  };
  return [{ seq: 0, body: { type: "ledger.alarm", timestamp: createdAt.toISOString(), data } }];
};

const send = (
  { request, secret, now }: Input,
  { id: webhookId, url }: typeof webhooks.$inferSelect,
  id: string,
  body: Message["body"],
): Promise<DeliveryOutcome> =>
  postSigned(request, {
    url,
    id,
    body,
    at: now(),
    signingSecret: signingSecret(secret, webhookIdSchema.parse(webhookId)),
  });

/** Shows why nothing arrives. */
const noteOutcome = async ({ database, now }: Input, id: string, outcome: DeliveryOutcome): Promise<void> => {
  await database
    .update(webhooks)
    .set({
      lastSentAt: now(),
      lastStatus: "status" in outcome ? outcome.status : null,
      lastErrorCode: "status" in outcome ? null : outcome.errorCode,
    })
    .where(eq(webhooks.id, id));
};

const putOff = async ({ database, now }: Input, { id, attemptCount, toldSeq }: Delivery): Promise<void> => {
  const pause = pauseSeconds[attemptCount];
  await database
    .update(webhookDeliveries)
    .set({
      toldSeq: forwards(toldSeq),
      attemptCount: attemptCount + 1,
      ...(pause === undefined ? { failedAt: now() } : { nextAttemptAt: secondsFromNow(pause) }),
    })
    .where(eq(webhookDeliveries.id, id));
};
