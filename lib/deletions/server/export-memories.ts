import { randomBytes } from "node:crypto";
import type { Context } from "@/lib/access/context";
import type { ExportMemoriesInput } from "@/lib/deletions/request/schema";
import { exportedBody } from "./record/deletion-events";
import { digestKeyOf } from "./record/digest-keys";
import { storeSelectionOf } from "@/lib/deletions/request/store-selection";
import { readHolds } from "@/lib/holds/server/read-holds";
import { withoutHeld } from "./record/with-held";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { requirePermission } from "@/lib/access/require-permission";
import { exportEndLine } from "@/lib/memories/export-end";
import { readWholeStore } from "@/lib/stores/server/read-store";
import type { MemoryExport } from "@/lib/stores/types";

const saltBytes = 32;

/**
 * The memories that a previewed selection takes, as text: JSON Lines in the names of Mem0's API, which Lethe's import takes,
 * and a last line that says that the file is whole. What ends without it is not. Leaves a ledger event before the first
 * line is read, so that nothing leaves unrecorded; `unreadableCount` of the store may belong to it and are not in it. `text` has to be read, or returned, for the export to be closed.
 * Throws not_permitted, not_found (the store), invalid_input (no filter).
 */
export const exportMemories = async (
  ctx: Context,
  input: ExportMemoriesInput & { signal?: AbortSignal },
): Promise<{ count: number; unreadableCount: number; text: AsyncIterable<string> }> => {
  requirePermission(ctx.actor, "memories:read");
  requirePermission(ctx.actor, "memories:delete");
  const { storeId, selection, cutoffAt, signal } = input;
  const holds = await readHolds(ctx.database, { storeId });
  const taken = withoutHeld(storeSelectionOf(selection), holds);
  const opened = await readWholeStore(ctx, storeId, (store) =>
    store.openExport({ selection: taken, cutoffAt, signal }),
  );
  const salt = randomBytes(saltBytes);
  try {
    const { count } = opened;
    const body = exportedBody(
      { actor: ctx.actor, storeId, selection, count, cutoffAt },
      digestKeyOf(ctx.secret, salt, "commitment"),
    );
    await ctx.database.transaction((transaction) =>
      recordEvent(transaction, { kind: "memories.exported", body, at: ctx.now() }),
    );
  } catch (error) {
    await opened.close();
    throw error;
  }
  const { count, unreadableCount } = opened;
  return { count, unreadableCount, text: textOf(opened, salt, signal) };
};

async function* textOf(opened: MemoryExport, salt: Buffer, signal?: AbortSignal): AsyncGenerator<string> {
  let count = 0;
  try {
    for await (const line of opened.lines) {
      yield `${line}\n`;
      count += 1;
    }
    if (count !== opened.count) throw new Error("The store did not export what it counted.");
    yield `${exportEndLine({ count, salt: salt.toString("hex") })}\n`;
  } catch (error) {
    // The reader is gone, and so is the connection.
    if (signal?.aborted !== true) throw error;
  } finally {
    await opened.close();
  }
}
