import type { Context } from "@/lib/access/context";
import { copiesFrom } from "@/lib/deletions/copies";
import type { PurgeResidueInput } from "@/lib/deletions/residue-schema";
import { ExpectedError } from "@/lib/errors/expected-error";
import type { LedgerBody } from "@/lib/ledger/canonical";
import { recordEvent, type LedgerEventKind } from "@/lib/ledger/server/record-event";
import { heeding } from "@/lib/holds/server/heed-holds";
import { readHolds } from "@/lib/holds/server/read-holds";
import type { HeldEntity } from "@/lib/holds/types";
import { entityFieldOf, entityKinds, type EntityKind } from "@/lib/memories/entity";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import type { ResidueInput, ResidueLine, ResiduePlace } from "@/lib/stores/residue";
import { purgedBody } from "../record/deletion-events";
import { noteCopies } from "./note-copies";
import { residueSubject } from "./residue-subject";
import { copiesOf } from "../record/row-json";

/**
 * Throws held where removing copies could take what a hold covers, or copies of it. Removing a user from Mem0 takes whatever memories
 * of that user arrive meanwhile, and the chat turns of an entity are those of its memories with any other: there a hold counts as well
 * that goes by a filter, or names what the copies are not told apart by.
 */
const refuseHeld = async (
  { database }: Pick<Context, "database">,
  row: { storeId: string },
  { entities, users }: ResidueInput,
  place: ResiduePlace,
): Promise<void> => {
  const holds = await readHolds(database, { storeId: storeIdSchema.parse(row.storeId) });
  const named: HeldEntity[] = [
    ...users.map((value): HeldEntity => ({ kind: "user", value })),
    ...entityKinds.flatMap((kind): HeldEntity[] => {
      const value = entities[entityFieldOf[kind]];
      return value === undefined ? [] : [{ kind, value }];
    }),
  ];
  const isWide = place === "profile" || place === "chat_turns";
  const isToldApart = (kind: EntityKind) =>
    place === "profile" ? kind === "user" : entities[entityFieldOf[kind]] !== undefined;
  const isHeld = holds.some(({ covers }) => {
    if (covers.kind === "everything") return true;
    if (covers.kind === "filter") return isWide;
    return covers.entities.some(
      (entity) =>
        (isWide && !isToldApart(entity.kind)) ||
        named.some(({ kind, value }) => kind === entity.kind && value === entity.value),
    );
  });
  if (isHeld)
    throw new ExpectedError(
      "held",
      "A hold covers memories of these users, agents, apps or runs, so their copies stay until it is released.",
    );
};

/**
 * Removes the copies of a finished deletion in one place, when there are as many as were shown. What is about to be done is in
 * the ledger before it is done, and what became of it afterwards. Returns what is there now. Throws as `residueSubject` does,
 * count_changed, held when a hold covers one of the users, not_found when there is nothing that can be removed, and StoreError.
 */
export const purgeResidue = async (ctx: Context, wish: PurgeResidueInput): Promise<ResidueLine[]> => {
  const { row, residue, input } = await residueSubject(ctx, wish.id);
  const lines = residue === null ? [] : await residue.find(input);
  const line = lines.find(({ place }) => place === wish.place);
  const storedCount = line?.storedCount ?? 0;
  if (storedCount > 0)
    throw new ExpectedError("count_changed", "There are memories of these users again. Delete them first.", {
      count: storedCount,
    });
  if (residue === null || line?.canPurge !== true)
    throw new ExpectedError("not_found", "There is nothing here that Lethe can remove.");
  if (line.count !== wish.expectedCount)
    throw new ExpectedError("count_changed", "The number of copies has changed since it was shown.", {
      count: line.count,
    });

  await refuseHeld(ctx, row, input, wish.place);
  const record = (kind: LedgerEventKind, counts: LedgerBody) =>
    ctx.database.transaction((transaction) =>
      recordEvent(transaction, { kind, body: purgedBody(row, ctx.actor, wish.place, counts), at: ctx.now() }),
    );
  await record("deletion.purge-requested", { expectedCount: wish.expectedCount });
  const purgedCount = await heeding(ctx.database, async () => {
    await refuseHeld(ctx, row, input, wish.place);
    return residue.purge({ ...input, place: wish.place });
  });
  await record("deletion.purged", { purgedCount });
  const left = await residue.find(input);
  const copies = copiesFrom(left, ctx.now(), copiesOf(row), { place: wish.place, count: purgedCount });
  await noteCopies(ctx, row, copies);
  return left;
};
