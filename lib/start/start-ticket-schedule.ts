import { startDraining } from "@/lib/async/start-draining";
import { startRepeating } from "@/lib/async/start-repeating";
import { databaseNow } from "@/lib/database/server/database-clock";
import type { Database } from "@/lib/database/server/database";
import type { MailSettings } from "@/lib/env/mail-settings";
import type { TicketSettings } from "@/lib/env/ticket-settings";
import { makeGuardedRequest } from "@/lib/stores/remote/guarded-request";
import { lookAgain } from "@/lib/tickets/server/look-again";
import { reduceTickets } from "@/lib/tickets/server/reduce-tickets";
import { remindTickets } from "@/lib/tickets/server/remind";
import { reportLetIn } from "@/lib/tickets/server/report-let-in";
import { rescanNext } from "@/lib/tickets/server/rescan-deletions";
import { pruneMessages, sendNextMessage } from "@/lib/tickets/server/ticket-messages";

/**
 * What tickets need by themselves, in every server process: reminders, callbacks and mail, later searches
 * for a closed one's person and for what deletions took, also without a ticket, what was let in, and their retention. Each is claimed in
 * the database, so that it happens once, by the database's clock. Returns what ends it.
 */
export const startTicketSchedule = (input: {
  database: Database;
  secret: string;
  allowsPrivateStores: boolean;
  publicUrl: string;
  mail: MailSettings | null;
  settings: TicketSettings;
  onError: (what: string, error: unknown) => void;
}): (() => Promise<void>) => {
  const { database, secret, allowsPrivateStores, mail, settings, onError } = input;
  const ctx = { database, secret, allowsPrivateStores, now: databaseNow };
  const ends = [
    startRepeating({
      everyMinutes: 1,
      work: async () => {
        await remindTickets(ctx, { ...settings, isMailOn: mail !== null });
        return undefined;
      },
      onError: (error) => onError("reminding", error),
    }),
    startRepeating({
      everyMinutes: 1,
      work: async (signal) => {
        while (!signal.aborted && (await lookAgain(ctx, settings, signal)));
        return undefined;
      },
      onError: (error) => onError("looking again", error),
    }),
    startRepeating({
      everyMinutes: 1,
      work: async (signal) => {
        while (!signal.aborted && (await reportLetIn(ctx)));
        return undefined;
      },
      onError: (error) => onError("reporting what was let in", error),
    }),
    // By itself, as a large store is read for an hour.
    startRepeating({
      everyMinutes: 1,
      work: async (signal) => {
        while (!signal.aborted && (await rescanNext(ctx, settings, signal)));
        return undefined;
      },
      onError: (error) => onError("looking for what has come back", error),
    }),
    startRepeating({
      everyMinutes: 60,
      work: async () => {
        await reduceTickets(ctx, settings);
        await pruneMessages(database);
        return undefined;
      },
      onError: (error) => onError("reducing", error),
    }),
    startMessages(input),
  ];
  return async () => {
    await Promise.all(ends.map((end) => end()));
  };
};

/** Sends what is due, one message after the other, until it is stopped. */
const startMessages = ({
  database,
  secret,
  allowsPrivateStores,
  publicUrl,
  mail,
  onError,
}: Parameters<typeof startTicketSchedule>[0]): (() => Promise<void>) => {
  const { request, close } = makeGuardedRequest({ allowsPrivate: allowsPrivateStores });
  const message = {
    database,
    request,
    secret,
    now: databaseNow,
    publicUrl,
    mail,
    onMailFailed: (error: unknown) => onError("mail", error),
  };
  const end = startDraining({
    doNext: () => sendNextMessage(message),
    onError: (error) => onError("messages", error),
  });
  return async () => {
    await end();
    close();
  };
};
