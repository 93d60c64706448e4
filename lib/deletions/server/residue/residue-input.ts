import { and, eq, lte, sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { profilesOf } from "@/lib/deletions/copies";
import { namedUsersOf } from "@/lib/deletions/named-users";
import { wildcard } from "@/lib/deletions/scope/scope";
import type { Selection } from "@/lib/deletions/types";
import { entityFieldOf } from "@/lib/memories/entity";
import { entityFields, type MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import type { ResidueInput, ResiduePlace } from "@/lib/stores/residue";
import { deletionItems, type deletions } from "@/drizzle/schema/deletions";
import { itemId } from "../record/item-id";
import { keptSelectionOfRow } from "../record/kept-selection";
import { copiesOf, verificationOf } from "../record/row-json";

const secondsMax = 10 * 60;

type Row = Pick<
  typeof deletions.$inferSelect,
  | "id"
  | "selection"
  | "selectionErasedAt"
  | "requestedCount"
  | "deletedCount"
  | "absentCount"
  | "heldBesideCount"
  | "cursorSeq"
  | "verification"
  | "copies"
>;

/**
 * A deletion as its store is asked about copies of it: the memories that it deleted or found absent, none where the store has no place
 * to look for them by their ids, and the users that it names.
 */
export const residueInputOf = async (
  database: Database,
  row: Row,
  places: readonly ResiduePlace[],
): Promise<ResidueInput> => {
  const selection = keptSelectionOfRow(row);
  return {
    ids: places.every((place) => place === "profile") ? new Set() : await goneIds(database, row),
    entities: selection !== null && tookEverything(row) ? wholeEntitiesOf(selection) : {},
    users: selection === null ? [] : namedUsersOf(selection),
    profilesBefore: profilesOf(copiesOf(row)).map(({ before }) => before),
    signal: AbortSignal.timeout(secondsMax * 1000),
  };
};

const goneIds = async (database: Database, row: Row): Promise<Set<MemoryId>> => {
  const items = await database
    .select({ memoryId: itemId })
    .from(deletionItems)
    .where(
      and(
        eq(deletionItems.deletionId, row.id),
        lte(deletionItems.seq, row.cursorSeq),
        // What failed or was kept is there, and so is what the store keeps of it.
        sql`coalesce(${deletionItems.outcome}, 'deleted') in ('deleted', 'already_absent')`,
      ),
    );
  return new Set(items.map(({ memoryId }) => memoryIdSchema.parse(memoryId)));
};

/** Whether nothing that was frozen failed or was kept, and nothing else that matches was found afterwards. */
const tookEverything = ({
  requestedCount,
  deletedCount,
  absentCount,
  heldBesideCount,
  ...row
}: Row): boolean =>
  requestedCount === deletedCount + absentCount &&
  heldBesideCount === 0 &&
  !(verificationOf(row)?.checks ?? []).some(
    ({ check, residualCount }) => check === "selection" && residualCount > 0,
  );

/**
 * The entities of which a selection is everything. Of what it takes a part of, and of wildcards, it cannot be said whose chat
 * turns go with it.
 */
const wholeEntitiesOf = (selection: Exclude<Selection, { kind: "listed" }>): ResidueInput["entities"] => {
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
  }
};

const isEntityField = (field: string): boolean => entityFields.some((each) => each === field);
