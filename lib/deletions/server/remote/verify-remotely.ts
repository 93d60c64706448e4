import { and, asc, eq, gt, inArray, lte, or, sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { longestWords, sampledSeqs } from "@/lib/deletions/longest-words";
import { batchSizeMax, type StoredSelection } from "@/lib/deletions/types";
import type { VerificationCheck, VerificationCheckName } from "@/lib/deletions/verification";
import { memoryIdSchema, type MemoryId } from "@/lib/memories/types";
import { isInReach } from "@/lib/stores/remote/in-reach";
import { StoreError } from "@/lib/stores/store-error";
import type { RemoteStore, SampleWordsInput, VerifyInput } from "@/lib/stores/types";
import { deletionItems } from "@/drizzle/schema/deletions";
import { faultCodeOf, storeFaultFrom } from "../store-fault";

type Input = { database: Database; store: RemoteStore; signal: AbortSignal } & VerifyInput;
type Found = { checkedCount: number | null; residualIds: MemoryId[]; otherCount: number };

/** What the checks found; `residualIds` are the items that are there all the same. */
export type RemoteVerification = { checks: VerificationCheck[]; residualIds: MemoryId[] };

/** So much for each check: a store that answers four times a second would be asked for its history for days. */
const checkMinutesMax = 15;

/**
 * Looks in a remote store for what a deletion took: each id, the filter, the history, and words of some texts. What fails,
 * takes too long or is not to be had is not checked, or unsupported, and never a pass; what the other checks found stays.
 */
export const verifyRemotely = async (input: Input): Promise<RemoteVerification> => {
  const ids = await check("ids", input, findIds);
  const { selection, words } = input;
  const others = [
    ...(selection === null
      ? []
      : [await check("selection", input, (bounded) => findMatching(bounded, selection))]),
    await check("versions", input, findRemembered),
    await check("text", input, (bounded) =>
      words.length === 0 ? Promise.resolve(null) : findTexts(bounded),
    ),
  ];
  return { checks: [ids, ...others].map(({ shown }) => shown), residualIds: ids.residualIds };
};

/** Words of a few of the frozen memories, read before they are deleted. */
export const sampleWordsRemotely = async (
  database: Database,
  store: RemoteStore,
  input: SampleWordsInput & { selection: StoredSelection; signal: AbortSignal },
): Promise<string[][]> => {
  const items = await database
    .select({ memoryId: deletionItems.memoryId })
    .from(deletionItems)
    .where(
      and(eq(deletionItems.deletionId, input.deletionId), inArray(deletionItems.seq, sampledSeqs(input))),
    );
  const ids = items.map(({ memoryId }) => memoryIdSchema.parse(memoryId));
  const found = ids.length === 0 ? [] : await store.findMany({ ids, signal: input.signal });
  return found
    .filter((memory) => isInReach(memory, input))
    .map(({ memory }) => longestWords(memory))
    .filter((words) => words.length > 0);
};

const check = async (
  name: VerificationCheckName,
  input: Input,
  look: (bounded: Input) => Promise<Found | "unsupported" | null>,
): Promise<{ shown: VerificationCheck; residualIds: MemoryId[] }> => {
  const startedAt = performance.now();
  const limit = AbortSignal.timeout(checkMinutesMax * 60_000);
  const signal = AbortSignal.any([input.signal, limit]);
  const found = await look({ ...input, signal }).catch((error: unknown) => {
    if (input.signal.aborted) throw error;
    if (limit.aborted) return null;
    if (error instanceof StoreError && error.code === "not_supported") return "unsupported" as const;
    // An outage is thrown on: whoever takes the deletion over verifies it then.
    if (faultCodeOf(storeFaultFrom(error)) === null) throw error;
    return null;
  });
  const isFound = found !== null && found !== "unsupported";
  const residualIds = isFound ? found.residualIds : [];
  const isChecked = isFound && found.checkedCount !== 0;
  return {
    residualIds,
    shown: {
      check: name,
      outcome:
        found === "unsupported"
          ? "unsupported"
          : !isChecked
            ? "not_checked"
            : residualIds.length > 0
              ? "residual"
              : "verified_absent",
      checkedCount: isFound ? found.checkedCount : null,
      residualCount: residualIds.length,
      otherCount: isFound ? found.otherCount : 0,
      durationMs: Math.round(performance.now() - startedAt),
    },
  };
};

/** The ids of the items believed to be gone, batch by batch. */
async function* goneBatches({ database, deletionId, cursorSeq }: Input): AsyncGenerator<MemoryId[]> {
  for (let afterSeq = 0; ;) {
    const items = await database
      .select({ seq: deletionItems.seq, memoryId: deletionItems.memoryId })
      .from(deletionItems)
      .where(
        and(
          eq(deletionItems.deletionId, deletionId),
          gt(deletionItems.seq, afterSeq),
          lte(deletionItems.seq, cursorSeq),
          sql`${deletionItems.outcome} is distinct from 'failed'`,
        ),
      )
      .orderBy(asc(deletionItems.seq))
      .limit(batchSizeMax);
    const last = items.at(-1);
    if (last === undefined) return;
    yield items.map(({ memoryId }) => memoryIdSchema.parse(memoryId));
    afterSeq = last.seq;
  }
}

/** A memory created after the cutoff under an id that was frozen by a filter is another memory: told, and no residue. */
const findIds = async (input: Input): Promise<Found> => {
  const found: Found & { checkedCount: number } = { checkedCount: 0, residualIds: [], otherCount: 0 };
  for await (const ids of goneBatches(input)) {
    found.checkedCount += ids.length;
    for (const memory of await input.store.findMany({ ids, signal: input.signal })) {
      if (isInReach(memory, input)) found.residualIds.push(memory.id);
      else found.otherCount++;
    }
  }
  return found;
};

const findMatching = async (
  { database, store, signal, deletionId, cursorSeq, cutoffAt }: Input,
  selection: NonNullable<VerifyInput["selection"]>,
): Promise<Found> => {
  const excluded = new Set(selection.excludedIds);
  const residualIds = new Set<MemoryId>();
  for await (const memories of store.walk({ filter: selection.filter, signal })) {
    const matching = memories
      .filter((memory) => isInReach(memory, { selection, cutoffAt }) && !excluded.has(memory.id))
      .map(({ id }) => id);
    if (matching.length === 0) continue;
    // Nor is it a surprise that those are there which were kept, as the deletion ended before them.
    const known = await database
      .select({ memoryId: deletionItems.memoryId })
      .from(deletionItems)
      .where(
        and(
          eq(deletionItems.deletionId, deletionId),
          or(eq(deletionItems.outcome, "failed"), gt(deletionItems.seq, cursorSeq)),
          sql`${deletionItems.memoryId} = any(${sql.param(matching)}::uuid[])`,
        ),
      );
    const knownIds = new Set(known.map(({ memoryId }) => memoryId));
    for (const id of matching) if (!knownIds.has(id)) residualIds.add(id);
  }
  return { checkedCount: null, residualIds: [...residualIds], otherCount: 0 };
};

const findRemembered = async (input: Input): Promise<Found | "unsupported"> => {
  const found: Found & { checkedCount: number } = { checkedCount: 0, residualIds: [], otherCount: 0 };
  for await (const ids of goneBatches(input)) {
    const remembered = await input.store.findRemembered({ ids, signal: input.signal });
    if (remembered === null) return "unsupported";
    found.checkedCount += ids.length;
    found.residualIds.push(...remembered);
  }
  return found;
};

/** Another memory may well say the same, and is no residue. */
const findTexts = async (input: Input): Promise<Found | "unsupported"> => {
  const foundIds = new Set<MemoryId>();
  for (const words of input.words) {
    const ids = await input.store.searchWords({ words, signal: input.signal });
    if (ids === null) return "unsupported";
    ids.forEach((id) => foundIds.add(id));
  }
  const gone = foundIds.size === 0 ? [] : await itemsAmong(input, [...foundIds]);
  return {
    checkedCount: input.words.length,
    residualIds: gone,
    otherCount: foundIds.size - gone.length,
  };
};

const itemsAmong = async (
  { database, deletionId, cursorSeq }: Input,
  ids: readonly MemoryId[],
): Promise<MemoryId[]> => {
  const items = await database
    .select({ memoryId: deletionItems.memoryId })
    .from(deletionItems)
    .where(
      and(
        eq(deletionItems.deletionId, deletionId),
        lte(deletionItems.seq, cursorSeq),
        sql`${deletionItems.outcome} is distinct from 'failed'`,
        sql`${deletionItems.memoryId} = any(${sql.param([...ids])}::uuid[])`,
      ),
    );
  return items.map(({ memoryId }) => memoryIdSchema.parse(memoryId));
};
