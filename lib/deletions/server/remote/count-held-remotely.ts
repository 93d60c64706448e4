import type { HoldId } from "@/lib/holds/types";
import { isHeld } from "@/lib/stores/remote/is-held";
import { ignored } from "@/lib/stores/remote/preview-by-walking";
import { walkSelection } from "@/lib/stores/remote/walk";
import type { RemoteStore } from "@/lib/stores/types";
import type { HeldCounted, HeldInput } from "../deleter";

/** The same of a remote store, which is asked for what both match. */
export const countHeldRemotely = async (
  store: RemoteStore,
  { selection, holds, cutoffAt, signal }: HeldInput,
): Promise<HeldCounted> => {
  if (holds.length === 0) return { count: 0, by: [] };
  const filters = holds.map(({ filter }) => filter);
  const both = {
    ...selection,
    filter: { and: [...(selection.filter === null ? [] : [selection.filter]), { or: filters }] },
  };
  const by = new Set<HoldId>();
  let count = 0;
  for await (const memory of walkSelection(
    (request) => store.walk(request),
    { selection: both, cutoffAt },
    signal,
    ignored,
  )) {
    count++;
    for (const { id, filter } of holds) if (isHeld([filter], memory)) by.add(id);
  }
  return { count, by: [...by] };
};
