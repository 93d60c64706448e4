import { randomUUID } from "node:crypto";
import { bondOf } from "@/lib/deletions/request/reach";
import type { Reach } from "@/lib/stores/selection";
import { type DeletionId, deletionIdSchema } from "@/lib/deletions/deletion-id";
import { recordEvents } from "@/lib/ledger/server/record-event";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { deletions } from "@/drizzle/schema/deletions";
import { freezeEach } from "../builtin/freeze-selection";
import { requestedBody } from "../record/deletion-events";
import { digestKeyOf } from "../record/digest-keys";
import { secondsFromNow } from "../run/lease";
import { newDeletion } from "../new-deletion";
import { readDatabaseNow } from "@/lib/database/server/read-database-now";
import { boundStatements } from "../run/effort";
import type { GroupLease, Member } from "./group";

const requestSecondsMax = 30;

/** What was requested: one deletion for each member, in their order. */
export type RequestedGroup = { ids: DeletionId[]; reach: Required<Reach> };

/**
 * Requests a deletion for each member: rows, items and ledger events, in one transaction. They are this group's from the
 * start, so that no runner takes one of them as long as the lease holds; if the process dies, a runner does.
 */
export const requestGroup = async (
  members: readonly [Member, ...Member[]],
  lease: GroupLease,
): Promise<RequestedGroup> => {
  const { database, now, secret } = members[0].ctx;
  return database.transaction(async (transaction) => {
    await boundStatements(transaction, requestSecondsMax, { random_page_cost: "1.1" });
    const cutoffAt = await readDatabaseNow({ database: transaction });
    const createdAt = now();
    // Lists break a tie of times by the id: those of a group are to be listed as they came.
    const ids = members.map(() => deletionIdSchema.parse(randomUUID())).sort();
    const requests = members.flatMap(({ ctx, memoryId }, place) => {
      const id = ids[place];
      if (id === undefined) return [];
      const selection = { kind: "listed" as const, ids: [memoryId] };
      const input = {
        storeId: builtinStoreId,
        selection,
        expectedCount: 1,
        cutoffAt,
        previewId: null,
        reason: null,
        ticket: null,
        idempotencyKey: randomUUID(),
      };
      return { id, memoryId, selection, row: { ...newDeletion(ctx, input, createdAt), id } };
    });
    const reach = { cutoffAt, bond: bondOf({ kind: "listed", count: 1 }, false), snapshot: null };
    await transaction.insert(deletions).values(
      requests.map(({ row }) => ({
        ...row,
        status: "running" as const,
        startedAt: createdAt,
        leaseOwner: lease.owner,
        leaseExpiresAt: secondsFromNow(lease.seconds),
      })),
    );
    await freezeEach(transaction, {
      deletions: requests.map(({ id, memoryId, row }) => ({
        deletionId: id,
        memoryId,
        digestKey: digestKeyOf(secret, row.digestSalt, "item digest"),
      })),
      reach,
    });
    await recordEvents(
      transaction,
      requests.map(({ row, selection }) => ({
        kind: "deletion.requested",
        body: requestedBody(row, digestKeyOf(secret, row.digestSalt, "commitment"), selection),
        at: createdAt,
      })),
    );
    return { ids, reach };
  });
};
