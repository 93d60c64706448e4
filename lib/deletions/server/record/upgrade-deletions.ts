import { and, eq, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { entityNamesOf } from "@/lib/deletions/entity-names";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { deletions } from "@/drizzle/schema/deletions";
import { changeStatus } from "./change-status";
import { correctedBody } from "./deletion-events";
import { digestKeyOf } from "./digest-keys";
import { endStatusOf } from "../run/end-status";
import { entityDigestOf, entityKeyCheckOf } from "./entity-digest";
import { itemsDigest } from "./items-digest";
import { lockInTurn } from "../run/lease";
import { keptSelectionOfRow } from "./kept-selection";
import { letheActor } from "./lethe-actor";

type Input = { database: Database; secret: string; now: () => Date };

/**
 * Brings deletions of earlier releases into the form of this one, as far as that takes more than SQL. Those that were
 * partial for nothing but copies that their store keeps become completed, with a ledger event; and entities get their digests,
 * by the secret of now. Safe to run again, and from several processes at once.
 */
export const upgradeDeletions = async (input: Input): Promise<void> => {
  await completeWithCopies(input);
  await digestEntities(input);
};

const completeWithCopies = async ({ database, secret, now }: Input): Promise<void> => {
  const rows = await database
    .select()
    .from(deletions)
    .where(
      and(
        eq(deletions.status, "partial"),
        ne(deletions.storeId, builtinStoreId),
        eq(deletions.failedCount, 0),
        isNull(deletions.errorCode),
        isNotNull(deletions.verification),
      ),
    );
  for (const { id, ...row } of rows.filter((each) => endStatusOf(each, null) === "completed")) {
    await database.transaction(async (transaction) => {
      const before = await lockInTurn(transaction, deletionIdSchema.parse(id));
      if (before?.status !== "partial") return;
      const digestKey = digestKeyOf(secret, row.digestSalt, "items digest");
      const digest = await itemsDigest(transaction, digestKey, {
        id: deletionIdSchema.parse(id),
        itemCount: row.requestedCount ?? 0,
        cursorSeq: row.cursorSeq,
      });
      await changeStatus(transaction, before, "completed", {});
      const body = correctedBody(before, { ...before, status: "completed" }, letheActor, digest);
      await recordEvent(transaction, { kind: "deletion.corrected", body, at: now() });
    });
  }
};

const rowsAtOnce = 1_000;

/** Also those that were made by another secret, which match no one any more; but of an erased filter none can be made. */
const digestEntities = async ({ database, secret }: Input): Promise<void> => {
  const keyCheck = entityKeyCheckOf(secret);
  for (;;) {
    const rows = await database
      .select({
        id: deletions.id,
        selection: deletions.selection,
        selectionErasedAt: deletions.selectionErasedAt,
      })
      .from(deletions)
      .where(
        and(
          isNull(deletions.selectionErasedAt),
          or(isNull(deletions.entityKeyCheck), ne(deletions.entityKeyCheck, keyCheck)),
        ),
      )
      .limit(rowsAtOnce);
    if (rows.length === 0) return;
    const digests = rows.map((row) =>
      namesIn(row).map((name) => entityDigestOf(secret, name).toString("hex")),
    );
    await database.execute(sql`
      update ${deletions} as deletion set entity_key_check = ${keyCheck}::bytea,
        entity_digests = array(select decode(digest, 'hex') from unnest(string_to_array(made.digests, ' ')) as digest)
      from unnest(${sql.param(rows.map(({ id }) => id))}::uuid[], ${sql.param(digests.map((each) => each.join(" ")))}::text[]) as made (id, digests)
      where deletion.id = made.id`);
  }
};

/** An unreadable selection, as a manual change in the database may have left it, names no entity. */
const namesIn = (row: Parameters<typeof keptSelectionOfRow>[0]): string[] => {
  const selection = keptSelectionOfRow(row);
  return selection === null ? [] : entityNamesOf(selection);
};
