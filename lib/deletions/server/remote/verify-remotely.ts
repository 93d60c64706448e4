import type { Database } from "@/lib/database/server/database";
import { batchSizeMax } from "@/lib/stores/selection";
import type { VerificationCheck } from "@/lib/deletions/verification";
import type { VerificationCheckName } from "@/lib/deletions/verification-checks";
import type { MemoryId } from "@/lib/memories/types";
import { inBatches } from "@/lib/stores/remote/in-batches";
import { isInReach } from "@/lib/stores/remote/in-reach";
import { walkHeld } from "@/lib/stores/remote/walk";
import { StoreError } from "@/lib/errors/store-error";
import { tallyUnreadable } from "@/lib/memories/unreadable";
import type { RemoteStore } from "@/lib/stores/types";
import type { Checked, VerifyInput } from "../deleter";
import { faultCodeOf, storeFaultFrom } from "../run/store-fault";
import { frozenItems, itemsAmong } from "./frozen-items";

type Input = { database: Database; store: RemoteStore; signal: AbortSignal } & VerifyInput;

/** What a check has found so far. */
type Found = {
  checkedCount: number | null;
  /** Taken for deleted, and there all the same. */
  residualIds: Set<MemoryId>;
  /** There, as it is known: they failed, or were kept. */
  stayedIds: Set<MemoryId>;
  /** Failed, and not there any more. */
  goneIds: MemoryId[];
  otherCount: number;
  /** Met but unreadable: whether they belong to the deletion is unknown. */
  unreadable: ReturnType<typeof tallyUnreadable>;
  /** Whether all were looked for that are believed to be gone. */
  hasLookedForGone: boolean;
  isWhole: boolean;
};

/** So much for each check: a store that answers four times a second would be asked for its history for days. */
const checkMinutesMax = 15;

/** Of those that were never reached so many are looked for: they are as they were, and a store may be asked for each. */
const keptMax = 10_000;

/**
 * Looks in a remote store for what a deletion took: each id, the filter, the history, and words of some texts. What fails,
 * takes too long or is not to be had is not checked, or unsupported, and never a pass; what the other checks found stays.
 */
export const verifyRemotely = async (input: Input): Promise<Checked> => {
  const ids = await check("ids", input, findIds);
  const { selection, words } = input;
  const matching =
    selection === null
      ? null
      : await check("selection", input, (bounded, found) => findMatching(bounded, found, selection));
  const versions = await check("versions", input, (bounded, found) =>
    findRemembered(bounded, found, ids.found.stayedIds),
  );
  const text = await check("text", input, findTexts, words.length > 0);
  return {
    checks: [ids, matching, versions, text].flatMap((each) => (each === null ? [] : [each.shown])),
    residualIds: [...ids.found.residualIds],
    stayedIds: [...ids.found.stayedIds],
    goneIds: ids.found.goneIds,
    remembered: versions.found.isWhole ? versions.found.residualIds : null,
  };
};

/** `look` notes what it finds as it goes, so that what it found stays when it is cut off; "unsupported" if it cannot look. */
const check = async (
  name: VerificationCheckName,
  input: Input,
  look: (bounded: Input, found: Found) => Promise<"unsupported" | "cut_off" | undefined>,
  isWanted = true,
): Promise<{ shown: VerificationCheck; found: Found }> => {
  const startedAt = performance.now();
  const limit = AbortSignal.timeout(checkMinutesMax * 60_000);
  const signal = AbortSignal.any([input.signal, limit]);
  const found = nothingYet();
  const answer = !isWanted
    ? "skipped"
    : await look({ ...input, signal }, found).catch((error: unknown) => {
        if (input.signal.aborted) throw error;
        if (limit.aborted) return "cut_off" as const;
        if (error instanceof StoreError && error.code === "not_supported") return "unsupported" as const;
        // An outage is thrown on: the next runner verifies.
        if (faultCodeOf(storeFaultFrom(error)) === null) throw error;
        return "failed" as const;
      });
  found.isWhole = answer === undefined;
  const isCounted = answer === undefined || answer === "cut_off";
  const unreadable = isCounted ? found.unreadable.done() : undefined;
  return {
    found: isCounted ? found : nothingYet(),
    shown: {
      check: name,
      outcome: answer === "unsupported" ? "unsupported" : isCounted ? outcomeOf(found) : "not_checked",
      checkedCount: isCounted ? found.checkedCount : null,
      residualCount: isCounted ? found.residualIds.size : 0,
      stayedCount: isCounted ? found.stayedIds.size : 0,
      otherCount: isCounted ? found.otherCount : 0,
      ...(unreadable && { unreadable }),
      durationMs: Math.round(performance.now() - startedAt),
    },
  };
};

const nothingYet = (): Found => ({
  checkedCount: null,
  residualIds: new Set(),
  stayedIds: new Set(),
  goneIds: [],
  otherCount: 0,
  unreadable: tallyUnreadable(),
  hasLookedForGone: false,
  isWhole: false,
});

/** Nothing looked for is nothing verified, and what was cut off proves no absence. */
const outcomeOf = (found: Found): VerificationCheck["outcome"] => {
  if (found.residualIds.size > 0) return "residual";
  if (found.checkedCount === 0 || !(found.isWhole || found.hasLookedForGone)) return "not_checked";
  if (found.stayedIds.size > 0) return "residual";
  return found.isWhole && found.unreadable.done() === undefined ? "verified_absent" : "not_checked";
};

/** A memory created after the cutoff under an id that was frozen by a filter is another memory: told, and no residue. */
const findIds = async (input: Input, found: Found): Promise<"cut_off" | undefined> => {
  let keptCount = 0;
  found.checkedCount = 0;
  for await (const items of frozenItems(input)) {
    if (items.some(({ isKept }) => isKept)) found.hasLookedForGone = true;
    if (keptCount >= keptMax) return "cut_off";
    const ids = items.map(({ id }) => id);
    const { memories, unreadable } = await input.store.findMany({ ids, signal: input.signal });
    const isThere = new Map<string, boolean>(memories.map((memory) => [memory.id, isInReach(memory, input)]));
    // They are there, of whatever age.
    for (const { id } of unreadable) if (id !== null) isThere.set(id, true);
    for (const { id, isGone, isKept } of items) {
      if (isKept) keptCount++;
      const isOfDeletion = isThere.get(id);
      if (isOfDeletion === undefined) {
        if (!isGone && !isKept) found.goneIds.push(id);
      } else if (!isOfDeletion) found.otherCount++;
      else (isGone ? found.residualIds : found.stayedIds).add(id);
    }
    found.checkedCount += ids.length;
  }
};

/** What matches and was created after the cutoff, or was not previewed, is told, and no residue. */
const findMatching = async (
  input: Input,
  found: Found,
  selection: NonNullable<VerifyInput["selection"]>,
): Promise<undefined> => {
  const { store, cutoffAt, isPreviewed, signal } = input;
  for await (const memories of inBatches(
    walkHeld((wish) => store.walk(wish), { selection, cutoffAt }, signal, found.unreadable.add),
    batchSizeMax,
  )) {
    const items = await itemsAmong(
      input,
      memories.map(({ id }) => id),
    );
    for (const memory of memories) {
      const item = items.get(memory.id);
      const isOther = !isInReach(memory, { selection, cutoffAt }) || (item === undefined && isPreviewed);
      if (isOther) found.otherCount++;
      // Nor is it a surprise that those are there which failed or were kept.
      else if (item?.isGone === false) found.stayedIds.add(memory.id);
      else found.residualIds.add(memory.id);
    }
  }
};

/** A memory that is there has its history beside it, and need not be asked for: `stayedIds` are known to be there. */
const findRemembered = async (
  input: Input,
  found: Found,
  stayedIds: ReadonlySet<MemoryId>,
): Promise<"unsupported" | undefined> => {
  found.checkedCount = 0;
  for await (const items of frozenItems(input)) {
    if (items.some(({ isKept }) => isKept)) break;
    const ids = items.map(({ id }) => id).filter((id) => !stayedIds.has(id));
    const remembered = await input.store.findRemembered({ ids, signal: input.signal });
    if (remembered === null) return "unsupported";
    remembered.forEach((id) => found.residualIds.add(id));
    found.checkedCount += ids.length;
  }
  found.hasLookedForGone = true;
  stayedIds.forEach((id) => found.stayedIds.add(id));
  found.checkedCount += stayedIds.size;
};

/** Another memory may well say the same, and is no residue. */
const findTexts = async (input: Input, found: Found): Promise<"unsupported" | undefined> => {
  const foundIds = new Set<MemoryId>();
  for (const words of input.words) {
    const ids = await input.store.searchWords({ words, signal: input.signal });
    if (ids === null) return "unsupported";
    ids.forEach((id) => foundIds.add(id));
  }
  const items = await itemsAmong(input, [...foundIds]);
  for (const { id, isGone } of items.values()) (isGone ? found.residualIds : found.stayedIds).add(id);
  found.checkedCount = input.words.length;
  found.otherCount = foundIds.size - items.size;
};
