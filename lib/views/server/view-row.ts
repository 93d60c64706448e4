import { randomBytes } from "node:crypto";
import { can, type Actor } from "@/lib/access/types";
import type { MemorySort } from "@/lib/memories/types";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { seal, SealError, unseal, type SealPurpose } from "@/lib/text/server/seal";
import { viewSearchSchema } from "@/lib/views/schema";
import type { ListedView, SavedView, ViewContent, ViewSearch } from "@/lib/views/types";
import { viewIdSchema } from "@/lib/views/view-id-schema";
import type { savedViews } from "@/drizzle/schema/saved-views";

type Row = typeof savedViews.$inferSelect;

/** The columns of a row that hold what is kept. Each time under a salt of its own, which goes with the row. */
export const sealedContent = (
  secret: string,
  id: string,
  { filter, text, storeId, sort, columns }: ViewContent,
): Pick<Row, "storeId" | "sealed" | "sealSalt" | "sort" | "columns"> => {
  const sealSalt = randomBytes(32);
  return {
    storeId,
    sealed: seal(secret, purposeOf({ id, sealSalt }), JSON.stringify({ filter, text })),
    sealSalt,
    sort: `${sort.field}.${sort.direction}`,
    columns,
  };
};

/** Null when it was sealed under another secret, was changed, or is of a release that knew other filters. */
const openSearch = (secret: string, row: Pick<Row, "id" | "sealed" | "sealSalt">): ViewSearch | null => {
  try {
    return viewSearchSchema.safeParse(JSON.parse(unseal(secret, purposeOf(row), row.sealed))).data ?? null;
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
};

const purposeOf = ({ id, sealSalt }: Pick<Row, "id" | "sealSalt">): SealPurpose => ({
  name: `lethe saved view ${sealSalt.toString("hex")}`,
  boundTo: id,
});

/** Whether this is the view's owner, or an admin, who may change any that they see. */
export const mayChangeView = (actor: Actor, { ownerId }: Pick<Row, "ownerId">): boolean =>
  actor.kind === "member" && (actor.id === ownerId || actor.role === "admin");

/** Whether this actor sees the view at all. */
export const seesView = (actor: Actor, { ownerId, isShared }: Pick<Row, "ownerId" | "isShared">): boolean =>
  actor.kind === "system" || (can(actor.role, "memories:read") && (isShared || actor.id === ownerId));

export type ListedRow = Pick<Row, "id" | "name" | "storeId" | "isShared" | "ownerId"> & {
  ownerLabel: string;
};

export const listedViewFrom = (actor: Actor, row: ListedRow): ListedView => ({
  id: viewIdSchema.parse(row.id),
  name: row.name,
  storeId: storeIdSchema.parse(row.storeId),
  isShared: row.isShared,
  ownerLabel: row.ownerLabel,
  isOwn: actor.kind === "member" && actor.id === row.ownerId,
  mayChange: mayChangeView(actor, row),
});

export const savedViewFrom = (actor: Actor, secret: string, row: Row & { ownerLabel: string }): SavedView => {
  const [field, direction] = row.sort.split(".") as [MemorySort["field"], MemorySort["direction"]];
  return {
    ...listedViewFrom(actor, row),
    search: openSearch(secret, row),
    sort: { field, direction },
    columns: row.columns,
    updatedAt: row.updatedAt.toISOString(),
  };
};
