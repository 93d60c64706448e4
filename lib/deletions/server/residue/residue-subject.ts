import { and, eq, lte, sql } from "drizzle-orm";
import type { Context } from "@/lib/context";
import { storedSelectionSchema } from "@/lib/deletions/schema";
import { wildcard } from "@/lib/deletions/scope";
import { isFinished } from "@/lib/deletions/status";
import type { DeletionId, StoredSelection } from "@/lib/deletions/types";
import { entityFieldOf } from "@/lib/entities/types";
import { ExpectedError } from "@/lib/errors/expected-error";
import { entityFields, memoryIdSchema } from "@/lib/memories/types";
import { requirePermission } from "@/lib/members/require-permission";
import type { ResidueInput, StoreResidue } from "@/lib/stores/residue";
import { getStoreOfDeletion } from "@/lib/stores/server/get-store";
import { storeIdSchema } from "@/lib/stores/types";
import { deletionItems, deletions } from "@/drizzle/schema/deletions";

const secondsMax = 10 * 60;

type Row = typeof deletions.$inferSelect;
/** `residue` null: the store is of a kind that has no copies to be looked for. */
export type ResidueSubject = { row: Row; residue: StoreResidue | null; input: ResidueInput };

/**
 * A finished deletion as its store is asked about copies of it: the memories that it deleted or found absent. Throws
 * not_permitted, not_found (also of its store), wrong_status.
 */
export const residueSubject = async (ctx: Context, id: DeletionId): Promise<ResidueSubject> => {
  requirePermission(ctx.actor, "memories:delete");
  const [row] = await ctx.database.select().from(deletions).where(eq(deletions.id, id));
  if (row === undefined) throw new ExpectedError("not_found", "There is no deletion with this id.");
  if (!isFinished(row.status))
    throw new ExpectedError("wrong_status", "Copies are looked for when a deletion has finished.");
  const store = await getStoreOfDeletion(ctx, storeIdSchema.parse(row.storeId));
  const items = await ctx.database
    .select({ memoryId: deletionItems.memoryId })
    .from(deletionItems)
    .where(
      and(
        eq(deletionItems.deletionId, id),
        lte(deletionItems.seq, row.cursorSeq),
        sql`${deletionItems.outcome} is distinct from 'failed'`,
      ),
    );
  const selection = storedSelectionSchema.safeParse(row.selection);
  return {
    row,
    residue: store.deletes === "remotely" ? (store.residue ?? null) : null,
    input: {
      ids: new Set(items.map(({ memoryId }) => memoryIdSchema.parse(memoryId))),
      entities: selection.success && tookEverything(row) ? wholeEntitiesOf(selection.data) : {},
      signal: AbortSignal.timeout(secondsMax * 1000),
    },
  };
};

/** Whether nothing that was frozen failed or was kept, and nothing else that matches was found afterwards. */
const tookEverything = ({ requestedCount, deletedCount, absentCount, verification }: Row): boolean =>
  requestedCount === deletedCount + absentCount &&
  !(verification?.checks ?? []).some(
    ({ check, residualCount }) => check === "selection" && residualCount > 0,
  );

/**
 * The entities of which a selection is everything. Of what it takes a part of, and of wildcards, nobody can say whose chat
 * turns go with it.
 */
const wholeEntitiesOf = (selection: StoredSelection): ResidueInput["entities"] => {
  switch (selection.kind) {
    case "entity":
      if (selection.keepsImmutable === true) return {};
      return { [entityFieldOf[selection.entity.kind]]: selection.entity.value };
    case "scope": {
      const { scope } = selection;
      const isPart =
        selection.keepsImmutable ||
        selection.excludedIds.length > 0 ||
        (scope.metadata !== null && Object.keys(scope.metadata).length > 0) ||
        entityFields.some((field) => scope[field] === wildcard);
      if (isPart) return {};
      return Object.fromEntries(
        entityFields.flatMap((field) => (scope[field] === null ? [] : [[field, scope[field]]])),
      );
    }
    case "matching": {
      const { filter } = selection;
      const isOneEntity =
        filter !== null && "field" in filter && filter.operator === "eq" && isEntityField(filter.field);
      if (!isOneEntity || selection.keepsImmutable || selection.excludedIds.length > 0) return {};
      return { [filter.field]: filter.value };
    }
    case "listed":
      return {};
  }
};

const isEntityField = (field: string): boolean => entityFields.some((each) => each === field);
