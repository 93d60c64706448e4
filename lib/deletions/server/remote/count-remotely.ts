import type { Context } from "@/lib/access/context";
import { type Reach, type StoreSelection, batchSizeMax } from "@/lib/stores/selection";
import { inBatches } from "@/lib/stores/remote/in-batches";
import { isInReach } from "@/lib/stores/remote/in-reach";
import { isHeld } from "@/lib/stores/remote/is-held";
import { ignored, readHeld, tallyHeld } from "@/lib/stores/remote/preview-by-walking";
import type { ReachedCount, RemoteStore } from "@/lib/stores/types";
import type { Preview } from "../preview/find-preview";
import { judgePreviewed, type Judged } from "./judge-previewed";

type Input = { selection: StoreSelection; reach: Required<Reach>; preview: Preview };

/** `heldBesideCount`: what of a selection that matches is held, and will be no item. */
export type CountedNow = ReachedCount & { heldBesideCount: number };

/**
 * Reads what a previewed selection holds now, and counts what of it was previewed, and what was not or has changed since.
 * Listed ids count as taken unless they were changed or are held: an absent one becomes an item that says so.
 */
export const countRemotely = async (
  { database, secret }: Pick<Context, "database" | "secret">,
  store: RemoteStore,
  { selection, reach: { cutoffAt, bond }, preview }: Input,
): Promise<CountedNow> => {
  const isTaken = ({ state }: Judged) => state === "same" || (bond !== "unchanged" && state === "changed");
  const counts = { takenCount: 0, joinedCount: 0 };
  const { held = [], ...whole } = selection;
  const tally = tallyHeld(held);
  const { signal } = new AbortController();
  for await (const read of inBatches(readHeld(store, whole, cutoffAt, signal, ignored), batchSizeMax)) {
    const memories = read.filter(
      (memory) => !(isInReach(memory, { selection, cutoffAt }) ? tally.keeps(memory) : isHeld(held, memory)),
    );
    const judged = await judgePreviewed(database, secret, preview.id, memories);
    const takenCount = judged.filter(isTaken).length;
    counts.takenCount += takenCount;
    counts.joinedCount += judged.length - takenCount;
  }
  const heldCount = tally.counts.count;
  if (selection.kind === "matching") return { ...counts, heldBesideCount: heldCount };
  return {
    ...counts,
    takenCount: selection.ids.length - counts.joinedCount - heldCount,
    heldBesideCount: 0,
  };
};
