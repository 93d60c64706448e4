import type { Instrumentation } from "next";
import { requestsDigest } from "@/lib/errors/requests-digest";

/** Next calls this once, when the server starts (and while it builds, which has no database). */
export const register = async (): Promise<void> => {
  // Next puts these in place itself, for each of the bundles it makes of this file; they are no configuration.
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.NEXT_PHASE === "phase-production-build") return;
  const { serverDatabase, serverReplica } = await import("@/lib/database/server/server-database");
  const { databaseNow } = await import("@/lib/database/server/database-clock");
  const { env, ticketSettings } = await import("./lib/env/env");
  const { startAnchorSchedule } = await import("@/lib/ledger/server/anchor-schedule");
  const { trySignServerLedger } = await import("@/lib/ledger/server/log/server-log");
  const { startAttesting } = await import("./lib/start/start-attesting");
  const { startJournal } = await import("./lib/start/start-journal");
  const { startLedgerSigning } = await import("./lib/start/start-ledger-signing");
  const { startServerRunner } = await import("./lib/start/start-server-runner");
  const { startTicketSettling } = await import("./lib/start/start-ticket-settling");
  const { startCleaning } = await import("./lib/start/start-cleaning");
  const { startRetention } = await import("./lib/start/start-retention");
  const { isRestored } = await import("@/lib/ledger/server/restored");
  const { pruneExemptions } = await import("@/lib/retention/server/exempt");
  const { startReplicaWatch } = await import("./lib/start/start-replica-watch");
  const { startTicketSchedule } = await import("./lib/start/start-ticket-schedule");
  const { stopWithServer } = await import("@/lib/live/server/stop-with-server");
  const { closeAllStreams } = await import("@/lib/live/server/event-stream");
  const { log } = await import("./lib/env/log");
  const { serverListening } = await import("@/lib/live/server/listen");
  const { knownSessions } = await import("@/lib/access/server/known-sessions");
  const { startKnownSessions } = await import("./lib/start/start-known-sessions");

  const { guardServer } = await import("./lib/http/server/guard-server");
  const { findPackedFiles } = await import("./lib/http/server/packed-files");
  const { requestHasSession } = await import("./lib/access/server/request-has-session");
  const { startWebhooks } = await import("@/lib/webhooks/server/webhook-schedule");
  const { errorForLog } = await import("@/lib/errors/error-for-log");
  const { startRepeating } = await import("./lib/async/start-repeating");
  const { pruneAdditions } = await import("./lib/mem0-api/server/memories/prune-additions");
  const { pruneExports } = await import("./lib/mem0-api/server/exports/prune-exports");
  const { eraseFilters } = await import("./lib/deletions/server/record/erase-filters");
  const { hiddenFilter } = await import("./lib/deletions/server/record/hidden-selection");
  const { referWith } = await import("./lib/deletions/server/record/reference");
  const { eraseReleasedHolds } = await import("./lib/holds/server/erase-released");
  const { prunePreviews } = await import("./lib/deletions/server/preview/prune-previews");
  const { expireApprovals } = await import("./lib/approvals/server/decide-approval");
  const { pruneDrafts } = await import("./lib/deletions/server/draft/prune-drafts");
  const { pruneDeliveries } = await import("@/lib/webhooks/server/prune-deliveries");

  const { pruneWatches } = await import("@/lib/watches/server/prune-watches");
  const { pruneAlarms } = await import("@/lib/ledger/server/log/prune-alarms");
  const { pruneKnownDevices } = await import("@/lib/members/server/known-device");
  const { pruneSessions } = await import("@/lib/access/server/prune-sessions");
  const { pruneSecurity } = await import("@/lib/security/server/prune-security");
  const { recordSecurityEvent, writeRepeatedEvents } =
    await import("@/lib/security/server/record-security-event");
  const { clientAddress } = await import("@/lib/security/server/client-address");

  guardServer({
    hasSession: requestHasSession,
    publicUrl: env().publicUrl,
    isDevelopment: process.env.NODE_ENV === "development",
    packedFiles: findPackedFiles(/* turbopackIgnore: true */ ".next/static", "/_next/static"),
    onRefused: ({ request, requestId, status, code }) => {
      log().info({ requestId, status, code }, "request refused");
      const forwarded = request.headers["x-forwarded-for"];
      void recordSecurityEvent(serverDatabase(), {
        kind: request.headers["next-action"] === undefined ? "request_refused" : "action_refused",
        actor: null,
        address: clientAddress({ get: () => [forwarded].flat()[0] ?? null }),
        detail: { code },
      });
    },
  });
  const stopKnowing = startKnownSessions(knownSessions(), serverListening());
  const runner = startServerRunner();
  const attesting = startAttesting();
  const stopAnchoring = startAnchorSchedule({
    database: serverDatabase(),
    settings: env().anchors,
    sign: async (signal) => {
      await trySignServerLedger({ signal, isThorough: true });
      attesting.poke();
    },
  });
  const stopSigning = startLedgerSigning(attesting.poke);
  const stopJournal = startJournal();
  const stopWebhooks = startWebhooks({
    database: serverDatabase(),
    secret: env().secret,
    allowsPrivate: env().allowsPrivateStores,
    onError: (error) => {
      log().error({ error: errorForLog(error) }, "webhooks interrupted");
    },
  });
  const stopSettling = startTicketSettling({
    database: serverDatabase(),
    secret: env().secret,
    now: databaseNow,
    onError: (error) => {
      log().error({ error: errorForLog(error) }, "tickets were not brought up to their deletions");
    },
  });
  const stopTickets = startTicketSchedule({
    database: serverDatabase(),
    secret: env().secret,
    allowsPrivateStores: env().allowsPrivateStores,
    publicUrl: env().publicUrl,
    mail: env().mail,
    settings: ticketSettings(),
    onError: (what, error) => {
      log().error({ what, error: errorForLog(error) }, "tickets interrupted");
    },
  });
  const stopCleaning = startCleaning({
    database: serverDatabase(),
    now: databaseNow,
    embeddedPath: env().embeddedDatabase,
    everyHours: env().cleanHours,
    onError: (error) => {
      log().error({ error: errorForLog(error) }, "clean of the database files interrupted");
    },
  });
  const stopRetention = startRetention({
    database: serverDatabase(),
    secret: env().secret,
    allowsPrivateStores: env().allowsPrivateStores,
    now: databaseNow,
    isHeldBack: () => isRestored(serverDatabase()),
    onError: (error) => {
      log().error({ error: errorForLog(error) }, "retention rules interrupted");
    },
  });
  const replica = serverReplica();
  const stopReplicaWatch =
    replica === null
      ? null
      : startReplicaWatch(replica, {
          onChange: (standing) => {
            if (standing.is === "away")
              log().warn(
                { reason: standing.reason },
                "read replica away: everything is read from the primary",
              );
            else log().info("read replica is back");
          },
          onError: (error) => {
            log().warn({ error: errorForLog(error) }, "read replica not looked at");
          },
        });
  const stopPruning = startRepeating({
    everyMinutes: 60,
    work: async () => {
      await pruneAdditions(serverDatabase(), databaseNow());
      await pruneExports(serverDatabase(), databaseNow());
      await prunePreviews(serverDatabase());
      await pruneDrafts(serverDatabase());
      const { secret, eraseFiltersDays } = env();
      await eraseFilters(
        { database: serverDatabase(), secret, now: databaseNow },
        { days: eraseFiltersDays },
      );
      const refer = referWith(secret);
      await eraseReleasedHolds(
        { database: serverDatabase(), now: databaseNow },
        {
          days: eraseFiltersDays,
          hide: { text: refer, filter: (filter) => hiddenFilter(filter, refer) },
        },
      );
      await pruneDeliveries(serverDatabase(), databaseNow());
      await pruneSecurity(serverDatabase(), databaseNow());
      await pruneKnownDevices(serverDatabase(), databaseNow());
      await pruneSessions(serverDatabase(), databaseNow());
      await pruneWatches(serverDatabase(), databaseNow());
      await pruneExemptions(serverDatabase(), databaseNow());
      await pruneAlarms(serverDatabase(), databaseNow());
      return undefined;
    },
    onError: (error) => {
      log().error({ error: errorForLog(error) }, "pruning interrupted");
    },
  });
  const stopExpiring = startRepeating({
    everyMinutes: 1,
    work: async () => {
      const database = serverDatabase();
      await expireApprovals({ database, now: databaseNow, secret: env().secret });
      return undefined;
    },
    onError: (error) => {
      log().error({ error: errorForLog(error) }, "expiring approvals interrupted");
    },
  });
  stopWithServer(async () => {
    closeAllStreams();
    stopKnowing();
    await Promise.all([
      runner.stop(),
      stopAnchoring(),
      stopSigning(),
      attesting.stop(),
      stopJournal(),
      stopWebhooks(),
      stopSettling(),
      stopTickets(),
      stopCleaning(),
      stopRetention(),
      stopPruning(),
      stopReplicaWatch?.(),
      stopExpiring(),
      writeRepeatedEvents(),
    ]);
    await serverListening().close();
  });
};

/** An unforeseen error of a page, route or action: where, and its name and code; its message may quote a memory. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  // Recorded where it was refused, and bounded there.
  if (digestOf(error) === requestsDigest) return;
  const { log } = await import("./lib/env/log");
  const { errorForLog } = await import("@/lib/errors/error-for-log");
  log().error(
    {
      method: request.method,
      route: context.routePath,
      kind: context.routeType,
      error: errorForLog(error),
      digest: digestOf(error),
    },
    "request failed",
  );
};

const digestOf = (error: unknown): string | undefined =>
  error instanceof Error && "digest" in error && typeof error.digest === "string" ? error.digest : undefined;
