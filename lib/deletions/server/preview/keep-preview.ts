import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { type Selection } from "@/lib/deletions/types";
import type { PreviewId } from "@/lib/stores/preview";
import { previewIdSchema } from "@/lib/stores/preview-id-schema";
import type { HoldId } from "@/lib/holds/types";
import type { Memory } from "@/lib/memories/types";
import type { StoreId } from "@/lib/stores/store-ids";
import { previewItems, previews } from "@/drizzle/schema/previews";
import { digestKeyOf } from "../record/digest-keys";
import { contentDigest } from "./content-digest";
import { selectionDigestOf } from "./selection-digest";

const saltBytes = 32;

/** A preview in the making: `record` takes what is read of a remote store. */
export type KeptPreview = {
  id: PreviewId;
  record: (memories: readonly Memory[]) => Promise<void>;
  /** Of the built-in store: which transactions it saw, and whether anything immutable was kept. `heldBy`: what left memories out. */
  settle: (seen: {
    snapshot: string | null;
    selection: Selection;
    heldBy: readonly HoldId[];
  }) => Promise<void>;
};

/** Begins to write down what is shown (see the table `previews`). Until it is settled nothing can be confirmed by it. */
export const keepPreview = async (
  ctx: Context,
  { storeId, cutoffAt }: { storeId: StoreId; cutoffAt: Date },
): Promise<KeptPreview> => {
  const digestSalt = randomBytes(saltBytes);
  const [row] = await ctx.database
    .insert(previews)
    .values({ storeId, cutoffAt, digestSalt, selectionDigest: "" })
    .returning({ id: previews.id });
  if (row === undefined) throw new Error("An insert answered no row.");
  const key = digestKeyOf(ctx.secret, digestSalt, "preview item");
  return {
    id: previewIdSchema.parse(row.id),
    record: async (memories) => {
      if (memories.length === 0) return;
      await ctx.database.execute(sql`
        insert into ${previewItems} (preview_id, memory_id, digest)
        select ${row.id}::uuid, id, decode(digest, 'hex')
        from unnest(${sql.param(memories.map(({ id }) => id))}::text[],
          ${sql.param(memories.map((memory) => contentDigest(key, memory)))}::text[]) as read (id, digest)
        on conflict do nothing`);
    },
    settle: async ({ snapshot, selection, heldBy }) => {
      const selectionDigest = selectionDigestOf(ctx.secret, digestSalt, selection);
      await ctx.database
        .update(previews)
        .set({ snapshot, selectionDigest, heldBy: [...heldBy] })
        .where(eq(previews.id, row.id));
    },
  };
};
