import type { MemoryId, MemoryVersion } from "@/lib/memories/types";
import { inParallel } from "@/lib/async/in-parallel";
import type { RemoteBatch } from "@/lib/stores/types";
import { unknownInstant } from "@/lib/instants/unknown-instant";
import type { HistoryStep } from "./answers";
import { parallelMax, type PlatformRequests } from "./requests";

/**
 * Has these deleted, in one request; one by one when the Platform refuses the batch because some of them are not there (what
 * it does with such ids is documented nowhere). What it answers is of no use: its count is a word in a sentence.
 */
export const deleteMemories = async (
  { deleteBatch, deleteMemory }: Pick<PlatformRequests, "deleteBatch" | "deleteMemory">,
  { ids, signal }: RemoteBatch,
): Promise<void> => {
  const [first, ...others] = ids;
  if (first === undefined) return;
  if (await deleteBatch([first, ...others], signal)) return;
  await inParallel(ids, parallelMax, (id) => deleteMemory(id, signal));
};

/** Those of which history still has a text. */
export const findRemembered = async (
  { listHistory }: Pick<PlatformRequests, "listHistory">,
  { ids, signal }: RemoteBatch,
): Promise<ReadonlySet<MemoryId>> => {
  const remembered = await inParallel(ids, parallelMax, async (id) =>
    (await listHistory(id, signal)).some(holdsText) ? [id] : [],
  );
  return new Set(remembered.flat());
};

const holdsText = ({ old_memory, new_memory, input }: HistoryStep): boolean =>
  [old_memory, new_memory].some((text) => text != null && text !== "") ||
  (Array.isArray(input) && input.length > 0);

/** The texts that a memory had, oldest first; none of one that was deleted, even where history still has them. */
export const versionsFrom = (steps: readonly HistoryStep[]): MemoryVersion[] =>
  steps.some(({ event }) => event === "DELETE")
    ? []
    : steps.flatMap(({ event, old_memory, new_memory, created_at, updated_at }) =>
        (event === "ADD" || event === "UPDATE") && typeof new_memory === "string"
          ? [
              {
                event,
                oldMemory: typeof old_memory === "string" ? old_memory : null,
                newMemory: new_memory,
                changedAt: updated_at ?? created_at ?? unknownInstant,
              },
            ]
          : [],
      );
