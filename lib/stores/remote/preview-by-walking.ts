import {
  type NearMemories,
  type SelectedPage,
  type SampleMemory,
  type Breakdown,
  type BreakdownField,
  breakdownFields,
  previewMonthsMax,
} from "../preview";
import { type StoreSelection, type Coverage } from "../selection";
import type { Filter } from "@/lib/filters/filter";
import { isExpired, type Memory } from "@/lib/memories/types";
import type { ListSelectedInput, PreviewInput, RemoteStore, StorePreview } from "@/lib/stores/types";
import { isHeld } from "./is-held";
import { isInReach } from "./in-reach";
import { coverageByCounting } from "./coverage-by-counting";
import { byCreation, compareBy, keepFirst, newestFirst, positionBy } from "./in-order";
import { tallyUnreadable } from "@/lib/memories/unreadable";
import { unknownInstant } from "@/lib/instants/unknown-instant";
import { inBatches } from "./in-batches";
import { eachOnce, walkHeld, walkSelection, type NoteUnreadable } from "./walk";

const sampleSize = 5;
const rowsMax = 20;
const batchSize = 1000;

/** Runs whose other memories are looked for; the filter has to fit into an address as well. */
const nearRunsMax = 100;

type Reading = Pick<RemoteStore, "walk" | "findMany">;
type Source = Reading & Pick<RemoteStore, "countEach" | "countSelection">;

/**
 * What a selection would delete, counted by reading all of it: exact, and as slow as the store is. It is no snapshot: what
 * changes meanwhile shows at the confirmation.
 */
export const previewByWalking = async (store: Source, input: PreviewInput): Promise<StorePreview> => {
  const { selection, kept, asksNear, cutoffAt, record } = input;
  const { signal } = new AbortController();
  const summary = summaryOf(cutoffAt.toISOString().slice(0, 10));
  const runs = new Set<string>();
  const selected = new Set<string>();
  const unreadable = tallyUnreadable();
  const { held = [], ...whole } = selection;
  const tally = tallyHeld(held);
  const reading = readSelected(store, whole, cutoffAt, signal, unreadable.add);
  for await (const read of inBatches(reading, batchSize)) {
    const memories = read.filter((memory) => !tally.keeps(memory));
    await record?.(memories);
    for (const memory of memories) {
      summary.add(memory);
      if (!asksNear) continue;
      selected.add(memory.id);
      if (memory.runId !== null) runs.add(memory.runId);
    }
  }
  const summed = summary.done();
  const unread = unreadable.done();
  // What is listed is taken by its id, whether it can be read or not.
  const counted =
    selection.kind === "listed" ? { ...summed, count: summed.count + (unread?.count ?? 0) } : summed;
  const keptImmutableCount = kept === null ? null : await countByWalking(store, kept, cutoffAt);
  return {
    ...counted,
    ...(unread && { unreadable: unread }),
    absentCount:
      selection.kind === "listed" ? new Set(selection.ids).size - counted.count - tally.counts.count : 0,
    keptImmutableCount,
    heldCount: tally.counts.count,
    heldByEach: tally.counts.each,
    coverage: await coverageOf(store, input, {
      ...counted,
      keptImmutableCount,
      heldCount: tally.counts.count,
    }),
    near: asksNear ? await nearOf(store, { runs, selected, selection, cutoffAt }) : { kind: "not_asked" },
    cutoffAt: cutoffAt.toISOString(),
    snapshot: null,
  };
};

/** Counts what is held, in all and by each filter. */
export const tallyHeld = (held: readonly Filter[]) => {
  const counts = { count: 0, each: held.map(() => 0) };
  return {
    counts,
    keeps: (memory: Memory): boolean => {
      const by = held.map((filter) => isHeld([filter], memory));
      if (!by.includes(true)) return false;
      counts.count++;
      counts.each = counts.each.map((count, place) => count + (by[place] === true ? 1 : 0));
      return true;
    },
  };
};

/** What was left out of the preview is counted again, where it makes a difference. */
const coverageOf = async (
  store: Source,
  { selection, compared, cutoffAt }: PreviewInput,
  {
    count,
    keptImmutableCount,
    heldCount,
    breakdowns,
  }: Pick<StorePreview, "count" | "keptImmutableCount" | "heldCount" | "breakdowns">,
): Promise<Coverage | null> => {
  if (compared === null || count < compared.fromCount) return null;
  const leftOutCount =
    (selection.kind === "matching" ? selection.excludedIds.length : 0) +
    (keptImmutableCount ?? 0) +
    heldCount;
  const isExact = leftOutCount === 0;
  const input = { filter: compared.filter, countMax: count + leftOutCount, isExact, cutoffAt };
  if (!isExact) return coverageByCounting(store, input);
  return coverageByCounting(store, input, (field) => {
    const without = breakdowns[field].rows.find(({ value }) => value === null)?.count ?? 0;
    return Promise.resolve(count - without);
  });
};

/** How many memories a matching selection takes. */
export const countByWalking = async (
  { walk }: Pick<RemoteStore, "walk">,
  selection: Extract<StoreSelection, { kind: "matching" }>,
  cutoffAt: Date,
): Promise<number> => {
  const { signal } = new AbortController();
  let count = 0;
  for await (const _memory of walkSelection(walk, { selection, cutoffAt }, signal, ignored)) count++;
  return count;
};

/** The preview reports what could not be read, and counts what can be deleted. */
export const ignored: NoteUnreadable = () => undefined;

/** One page of what a selection takes, newest first. */
export const listSelectedByWalking = async (
  store: Reading,
  { selection, cutoffAt, cursor, limit }: ListSelectedInput,
): Promise<SelectedPage> => {
  const first = keepFirst<Memory>(limit + 1, newestFirst);
  const isBeyond = (memory: Memory) =>
    cursor === null || compareBy(byCreation)(positionBy(byCreation, memory), cursor) > 0;
  const { signal } = new AbortController();
  for await (const memory of readSelected(store, selection, cutoffAt, signal, ignored)) {
    if (isBeyond(memory)) first.add(memory);
  }
  const found = first.items();
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const day = cutoffAt.toISOString().slice(0, 10);
  return {
    memories: page.map((memory) => sampleOf(memory, day)),
    nextPosition: found.length > limit && last !== undefined ? positionBy(byCreation, last) : null,
  };
};

/** What a selection takes at its cutoff, each memory once. */
export async function* readSelected(
  store: Reading,
  selection: StoreSelection,
  cutoffAt: Date,
  signal: AbortSignal,
  noteUnreadable: NoteUnreadable,
): AsyncGenerator<Memory> {
  for await (const memory of readHeld(store, selection, cutoffAt, signal, noteUnreadable))
    if (isInReach(memory, { selection, cutoffAt })) yield memory;
}

/** What a selection holds, each memory once: also what was created after its cutoff, whose day says what has expired. */
export async function* readHeld(
  store: Reading,
  selection: StoreSelection,
  cutoffAt: Date,
  signal: AbortSignal,
  noteUnreadable: NoteUnreadable,
): AsyncGenerator<Memory> {
  if (selection.kind === "matching") {
    yield* walkHeld(store.walk, { selection, cutoffAt }, signal, noteUnreadable);
    return;
  }
  const ids = [...new Set(selection.ids)];
  for (let start = 0; start < ids.length; start += batchSize) {
    const batch = { ids: ids.slice(start, start + batchSize), signal };
    const { memories, unreadable } = await store.findMany(batch);
    noteUnreadable(unreadable);
    yield* memories.filter((memory) => !isHeld(selection.held, memory));
  }
}

/** Adds memories up without holding them. */
export const summaryOf = (today: string) => {
  const newest = keepFirst<Memory>(sampleSize, newestFirst);
  const counts = { count: 0, expiredCount: 0, immutableCount: 0, supersededCount: 0 };
  const months = new Map<string, number>();
  const values: Record<BreakdownField, Map<string | null, number>> = {
    user_id: new Map(),
    agent_id: new Map(),
    app_id: new Map(),
    run_id: new Map(),
    categories: new Map(),
  };
  let [oldestAt, newestAt]: [string | null, string | null] = [null, null];
  return {
    add: (memory: Memory): void => {
      counts.count++;
      if (isExpired(memory, today)) counts.expiredCount++;
      if (memory.immutable) counts.immutableCount++;
      if (memory.supersededBy !== null) counts.supersededCount++;
      for (const field of breakdownFields)
        valuesOf(memory, field).forEach((value) => increase(values[field], value));
      newest.add(memory);
      if (memory.createdAt === unknownInstant) return;
      increase(months, memory.createdAt.slice(0, 7));
      if (oldestAt === null || memory.createdAt < oldestAt) oldestAt = memory.createdAt;
      if (newestAt === null || memory.createdAt > newestAt) newestAt = memory.createdAt;
    },
    done: () => ({
      ...counts,
      breakdowns: {
        user_id: breakdownFrom(values.user_id),
        agent_id: breakdownFrom(values.agent_id),
        app_id: breakdownFrom(values.app_id),
        run_id: breakdownFrom(values.run_id),
        categories: breakdownFrom(values.categories),
      },
      byMonth: [...months]
        .map(([month, count]) => ({ month, count }))
        .sort((a, b) => (a.month < b.month ? -1 : 1))
        .slice(-previewMonthsMax),
      oldestAt,
      newestAt,
      sample: newest.items().map((memory) => sampleOf(memory, today)),
    }),
  };
};

const increase = <Key>(counts: Map<Key, number>, key: Key) => counts.set(key, (counts.get(key) ?? 0) + 1);

const valuesOf = (memory: Memory, field: BreakdownField): (string | null)[] => {
  switch (field) {
    case "user_id":
      return [memory.userId];
    case "agent_id":
      return [memory.agentId];
    case "app_id":
      return [memory.appId];
    case "run_id":
      return [memory.runId];
    case "categories":
      return memory.categories.length === 0 ? [null] : [...new Set(memory.categories)];
  }
};

const breakdownFrom = (counts: Map<string | null, number>): Breakdown => {
  const rows = [...counts].map(([value, count]) => ({ value, count }));
  const named = rows
    .flatMap(({ value, count }) => (value === null ? [] : [{ value, count }]))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return {
    rows: [...named.slice(0, rowsMax), ...rows.filter(({ value }) => value === null)],
    valueCount: named.length,
  };
};

const shownLengthMax = 2000;

/** A memory as a preview shows it, on a day. */
export const sampleOf = (memory: Memory, today: string): SampleMemory => ({
  id: memory.id,
  memory:
    memory.memory.length > shownLengthMax ? `${memory.memory.slice(0, shownLengthMax)}…` : memory.memory,
  userId: memory.userId,
  agentId: memory.agentId,
  appId: memory.appId,
  runId: memory.runId,
  createdAt: memory.createdAt,
  immutable: memory.immutable,
  isExpired: isExpired(memory, today),
  isSuperseded: memory.supersededBy !== null,
});

const nearOf = async (
  { walk }: Reading,
  {
    runs,
    selected,
    selection,
    cutoffAt,
  }: { runs: Set<string>; selected: Set<string>; selection: StoreSelection; cutoffAt: Date },
): Promise<NearMemories> => {
  if (runs.size > nearRunsMax) return { kind: "unknown" };
  const summary = summaryOf(cutoffAt.toISOString().slice(0, 10));
  const found = new Set<string>();
  if (runs.size > 0) {
    const near = walk({ filter: ofRuns(runs), signal: new AbortController().signal });
    for await (const memory of eachOnce(near, ignored)) {
      if (selected.has(memory.id) || !isInReach(memory, { selection, cutoffAt })) continue;
      summary.add(memory);
      if (memory.runId !== null) found.add(memory.runId);
    }
  }
  const { count, sample } = summary.done();
  return { kind: "counted", count, runCount: found.size, filter: count === 0 ? null : ofRuns(found), sample };
};

const ofRuns = (runs: ReadonlySet<string>): Filter => ({
  and: [
    { field: "run_id", operator: "in", value: [...runs].sort() },
    { field: "user_id", operator: "absent" },
  ],
});
