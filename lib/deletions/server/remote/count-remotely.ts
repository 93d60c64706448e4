import type { Context } from "@/lib/access/context";
import { type Reach, type StoreSelection, batchSizeMax } from "@/lib/stores/selection";
import type { Memory } from "@/lib/memories/types";
import { inBatches } from "@/lib/stores/remote/in-batches";
import { isHeld } from "@/lib/stores/remote/is-held";
import { ignored, readHeld } from "@/lib/stores/remote/preview-by-walking";
import type { ReachedCount, RemoteStore } from "@/lib/stores/types";
import type { Preview } from "../preview/find-preview";
import { judgePreviewed, type Judged } from "./judge-previewed";

type Input = { selection: StoreSelection; reach: Required<Reach>; preview: Preview };

/** Of listed ids those that a hold covers: they are no part of what was confirmed. */
const countHeldListed = async (
  store: RemoteStore,
  { ids, held = [] }: Extract<StoreSelection, { kind: "listed" }>,
): Promise<number> => {
  if (held.length === 0) return 0;
  const { signal } = new AbortController();
  let count = 0;
  for (let start = 0; start < ids.length; start += batchSizeMax) {
    const { memories } = await store.findMany({ ids: ids.slice(start, start + batchSizeMax), signal });
    count += memories.filter((memory) => isHeld(held, memory)).length;
  }
  return count;
};

/**
 * Reads what a previewed selection holds now, and counts what of it was previewed, and what was not or has changed since.
 * Listed ids count as taken unless they were changed: an absent one becomes an item that says so.
 */
export const countRemotely = async (
  { database, secret }: Pick<Context, "database" | "secret">,
  store: RemoteStore,
  { selection, reach: { cutoffAt, bond }, preview }: Input,
): Promise<ReachedCount> => {
  const isTaken = ({ state }: Judged) => state === "same" || (bond !== "unchanged" && state === "changed");
  const counts = { takenCount: 0, joinedCount: 0 };
  const held: AsyncIterable<Memory> = readHeld(
    store,
    selection,
    cutoffAt,
    new AbortController().signal,
    ignored,
  );
  for await (const memories of inBatches(held, batchSizeMax)) {
    const judged = await judgePreviewed(database, secret, preview.id, memories);
    const takenCount = judged.filter(isTaken).length;
    counts.takenCount += takenCount;
    counts.joinedCount += judged.length - takenCount;
  }
  if (selection.kind !== "listed") return counts;
  const heldCount = await countHeldListed(store, selection);
  return { ...counts, takenCount: selection.ids.length - counts.joinedCount - heldCount };
};
