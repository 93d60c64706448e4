import { and, asc, eq, isNull, lt, lte, sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import type { MailSettings } from "@/lib/env/mail-settings";
import type { GuardedRequest } from "@/lib/stores/remote/guarded-request";
import { ticketSettings } from "@/lib/env/env";
import { sendMail } from "@/lib/mail/server/send-mail";
import { SealError } from "@/lib/text/server/seal";
import { dayIn, daysBetween } from "@/lib/tickets/clocks";
import { reminderMail } from "@/lib/tickets/remind-mail";
import { isAnswered } from "@/lib/tickets/states";
import { isTold, pauseSeconds, secondsFromNow, takenSeconds } from "@/lib/webhooks/server/attempts";
import { postSigned } from "@/lib/webhooks/server/post-signed";
import { members } from "@/drizzle/schema/members";
import { ticketMessages, tickets } from "@/drizzle/schema/tickets";
import { domainHeader, openDsrSecretOf, processorDomainOf } from "./opendsr-signature";
import { expectedAtOf } from "./opendsr";
import { openDetails } from "./seal-ticket";
import type { TicketRow } from "./ticket-row";

type Message = typeof ticketMessages.$inferSelect;
export type MessageInput = {
  database: Database;
  request: GuardedRequest;
  secret: string;
  now: () => Date;
  /** The address people and applications use. */
  publicUrl: string;
  mail: MailSettings | null;
  /** A mail that was not taken; it is tried again. */
  onMailFailed: (error: unknown) => void;
};

/**
 * Takes one message about a ticket that is due, and sends it: OpenDSR's status to a callback, signed as webhooks' messages are, or a
 * reminder by mail. At least once, and again for a day until it is taken. Any number of processes may do so. False when nothing is
 * due.
 */
export const sendNextMessage = async (input: MessageInput): Promise<boolean> => {
  const { database } = input;
  const due = database
    .select({ id: ticketMessages.id })
    .from(ticketMessages)
    .where(and(isNull(ticketMessages.failedAt), lte(ticketMessages.nextAttemptAt, sql`clock_timestamp()`)))
    .orderBy(asc(ticketMessages.nextAttemptAt))
    .limit(1)
    .for("update", { skipLocked: true });
  const [message] = await database
    .update(ticketMessages)
    .set({ nextAttemptAt: secondsFromNow(takenSeconds) })
    .where(sql`${ticketMessages.id} in (${due})`)
    .returning();
  if (message === undefined) return false;
  const [ticket] = await database.select().from(tickets).where(eq(tickets.id, message.ticketId));
  try {
    const isDone = ticket === undefined || (await send(input, message, ticket));
    if (isDone) await database.delete(ticketMessages).where(eq(ticketMessages.id, message.id));
    else await putOff(input, message);
  } catch (error) {
    // One that cannot be sent at all is given up in the end as well.
    await putOff(input, message);
    throw error;
  }
  return true;
};

/** Forgets what was given up a month ago. */
export const pruneMessages = async (database: Database): Promise<void> => {
  await database
    .delete(ticketMessages)
    .where(lt(ticketMessages.failedAt, sql`clock_timestamp() - interval '30 days'`));
};

/** Whether it was taken, or has nobody to go to any more. */
const send = (input: MessageInput, message: Message, ticket: TicketRow): Promise<boolean> => {
  switch (message.kind) {
    case "callback":
      return sendCallback(input, message, ticket);
    case "mail":
      return sendReminder(input, message, ticket);
  }
};

const sendCallback = async (input: MessageInput, message: Message, ticket: TicketRow): Promise<boolean> => {
  const url = callbackUrlOf(input.secret, message, ticket);
  // What failed to be told and is no longer so would arrive after what is.
  const isOutdated = message.attemptCount > 0 && message.facts["status"] !== ticket.openDsrStatus;
  if (url === null || isOutdated) return true;
  // Section 8.6.
  const body = {
    controller_id: ticket.createdBy.id,
    status_callback_url: url,
    subject_request_id: ticket.openDsrId,
    request_status: message.facts["status"],
    expected_completion_time: expectedAtOf(ticket),
  };
  const outcome = await postSigned(input.request, {
    url,
    id: message.id,
    body,
    at: input.now(),
    signingSecret: openDsrSecretOf(input.secret, ticket.createdBy),
    headers: { [domainHeader]: processorDomainOf(input.publicUrl) },
  });
  return isTold(outcome);
};

/** Null once the addresses are erased with the subject, or cannot be read. */
const callbackUrlOf = (secret: string, { addressIndex }: Message, ticket: TicketRow): string | null => {
  try {
    return openDetails(secret, ticket)?.callbackUrls[addressIndex ?? -1] ?? null;
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
};

const sendReminder = async (input: MessageInput, message: Message, ticket: TicketRow): Promise<boolean> => {
  const { database, mail, publicUrl } = input;
  const clock = message.facts["clock"] === "acknowledge" ? "acknowledge" : "answer";
  const dueOn = clock === "acknowledge" ? ticket.acknowledgeDueOn : ticket.dueOn;
  const isOver = isAnswered(ticket.state) || (clock === "acknowledge" && ticket.acknowledgedOn !== null);
  if (mail === null || message.memberId === null || dueOn === null || isOver) return true;
  const [member] = await database
    .select({ email: members.email })
    .from(members)
    .where(and(eq(members.id, message.memberId), isNull(members.disabledAt)));
  if (member === undefined) return true;
  const { reference } = ticket;
  const daysLeft = daysBetween(dayIn(ticketSettings().timeZone, input.now()), dueOn);
  const url = `${publicUrl}/tickets/${encodeURIComponent(reference)}`;
  try {
    await sendMail(mail, { to: member.email, ...reminderMail({ reference, clock, dueOn, daysLeft, url }) });
    return true;
  } catch (error) {
    input.onMailFailed(error);
    return false;
  }
};

const putOff = async ({ database }: MessageInput, { id, attemptCount }: Message): Promise<void> => {
  const pause = pauseSeconds[attemptCount];
  await database
    .update(ticketMessages)
    .set({
      attemptCount: attemptCount + 1,
      ...(pause === undefined
        ? { failedAt: sql`clock_timestamp()` }
        : { nextAttemptAt: secondsFromNow(pause) }),
    })
    .where(eq(ticketMessages.id, id));
};
