import { randomUUID } from "node:crypto";
import type { Context } from "@/lib/access/context";
import { databaseErrorFrom, isOutage } from "@/lib/database/server/database-error";
import { isDiskFull } from "@/lib/database/server/disk-space";
import type { Deletion } from "@/lib/deletions/types";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { errorForLog } from "@/lib/errors/error-for-log";
import { log } from "@/lib/env/log";
import { builtinStore } from "@/lib/stores/builtin/builtin-store";
import { builtinDeleter } from "../builtin/builtin-deleter";
import { finishDeletion } from "../run/finish-deletion";
import { serverRunner } from "../run/server-runner";
import { verifyRun } from "../run/verify-run";
import { deleteGroup } from "./delete-group";
import { finishGroup } from "./finish-group";
import { releaseGroup, type GroupLease, type Member } from "./group";
import { requestGroup, type RequestedGroup } from "./request-group";
import { sampleGroup, verifyGroup } from "./verify-group";

const leaseSeconds = 10;

/** Answers those who wait for the end of a deletion. */
export type EndedDeletion = Pick<Deletion, "id" | "status" | "deletedCount" | "failedCount" | "heldCount">;

/** What became of one member's request. */
export type GroupResult =
  | { kind: "ended"; deletion: EndedDeletion }
  /** It was requested, and a runner goes on with it. */
  | { kind: "goes_on"; id: DeletionId }
  /** Something of the group could not be requested, and so nothing of it was. */
  | { kind: "not_requested" };

/**
 * Deletes the memory of each member, every one in a deletion of its own, in a few transactions for all of them. What goes
 * wrong with one of them costs the others a little time and nothing else: what was requested is given to the runners, which
 * take each by itself. Throws an outage before anything was requested.
 */
export const runGroup = async (members: readonly [Member, ...Member[]]): Promise<GroupResult[]> => {
  const { ctx } = members[0];
  const lease = { owner: randomUUID(), seconds: leaseSeconds };
  const requested = await requestGroup(members, lease).catch((error: unknown) => {
    if (isOutage(error)) throw error;
    report(error);
    return null;
  });
  if (requested === null) return members.map(() => ({ kind: "not_requested" }));
  const ended = new Map<DeletionId, EndedDeletion>();
  try {
    for (const each of await workOn(ctx, lease, requested)) ended.set(each.id, each);
  } catch (error) {
    report(error);
  }
  if (ended.size < requested.ids.length) {
    await releaseGroup(ctx.database, lease).catch(report);
    serverRunner()?.wake();
  }
  serverRunner()?.settle();
  await isDiskFull(ctx.database);
  return requested.ids.map((id) => {
    const deletion = ended.get(id);
    return deletion === undefined ? { kind: "goes_on", id } : { kind: "ended", deletion };
  });
};

/** The deletions that it brought to their end; one that was not found to be verified absent goes on as every other. */
const workOn = async (
  ctx: Context,
  lease: GroupLease,
  requested: RequestedGroup,
): Promise<EndedDeletion[]> => {
  const { reach } = requested;
  const words = await sampleGroup(ctx.database, requested.ids, reach.cutoffAt);
  const wordsOf = new Map(requested.ids.map((id, place) => [id, words[place] ?? []]));
  const ids = await deleteGroup(ctx.database, lease, requested);
  const verifications = await verifyGroup(ctx.database, ids, {
    reach,
    words: ids.map((id) => wordsOf.get(id) ?? []),
    verifiedAt: ctx.now(),
  });
  const ended = await finishGroup(
    ctx,
    lease,
    new Map(ids.map((id, place) => [id, verifications[place] ?? null])),
  );
  const endedIds = new Set(ended.map(({ id }) => id));
  for (const id of ids.filter((each) => !endedIds.has(each))) {
    const { signal } = new AbortController();
    const { database, secret, now } = ctx;
    const store = builtinStore(database);
    const effort = { database, secret, now, signal, batchSize: 1, lease: { ...lease, deletionId: id } };
    const run = { ...effort, store, deleter: builtinDeleter(database, store) };
    await verifyRun(run, "verifying", wordsOf.get(id) ?? []);
    await finishDeletion(run, null);
  }
  return ended;
};

const report = (error: unknown): void =>
  log().error(
    { error: errorForLog(error), code: databaseErrorFrom(error).code },
    "a group of deletions was given up",
  );
