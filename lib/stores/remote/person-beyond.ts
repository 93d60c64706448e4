import { StoreError } from "@/lib/errors/store-error";
import type { Filter } from "@/lib/filters/filter";
import type { MemoryId } from "@/lib/memories/types";
import { batchSizeMax } from "../selection";
import {
  personAlikeMax,
  type EntityName,
  type FindPersonInput,
  type PersonEntityFound,
  type PersonPart,
} from "../person";
import type { PersonTally } from "./person-tally";
import { eachOnce } from "./walk";
import { anyEntity, type WalkedStore } from "./walked-store";

/** Each is a request, or reads ids. */
const searchesMax = 8;
const runsMax = 1_000;

type Found = {
  input: FindPersonInput;
  tally: PersonTally;
  theirs: readonly EntityName[];
  found: PersonEntityFound[];
};

/** In a store too large to be read: what it can be asked for. */
export async function* findBeyond(
  store: WalkedStore,
  { input, tally, theirs, found }: Found,
  signal: AbortSignal,
): AsyncGenerator<PersonPart> {
  yield* searchTexts(store, input, tally, signal);
  await readRuns(store, tally, theirs, signal);
  try {
    yield { kind: "alike", entities: await withNear(store, input, found, signal), isComplete: false };
  } catch (error) {
    if (!(error instanceof StoreError && error.code === "not_supported")) throw error;
    yield { kind: "alike", entities: found, isComplete: false };
    yield { kind: "gap", what: "alike", reason: "not_supported" };
  }
}

async function* searchTexts(
  store: WalkedStore,
  { names, given }: FindPersonInput,
  tally: PersonTally,
  signal: AbortSignal,
): AsyncGenerator<PersonPart> {
  const ids = new Set<MemoryId>();
  for (const { words } of [...names, ...given].slice(0, searchesMax))
    for (const id of (await store.searchWords({ words, signal })) ?? []) ids.add(id);
  for (let start = 0; start < ids.size; start += batchSizeMax) {
    const batch = [...ids].slice(start, start + batchSizeMax);
    const { memories } = await store.findMany({ ids: batch, signal });
    memories.forEach(tally.addNamed);
    yield* tally.untold();
  }
}

/** The runs of all that is theirs, and what has no user in these. */
const readRuns = async (
  store: WalkedStore,
  tally: PersonTally,
  theirs: readonly EntityName[],
  signal: AbortSignal,
): Promise<void> => {
  const filter = anyEntity(theirs);
  if (filter === null) return;
  const runs = new Set(tally.theirRuns());
  for await (const { runId } of readAtMost(store, filter, signal)) if (runId !== null) runs.add(runId);
  if (runs.size === 0) return;
  const inRuns: Filter = {
    and: [
      { field: "run_id", operator: "in", value: [...runs].slice(0, runsMax) },
      { field: "user_id", operator: "absent" },
      { not: filter },
    ],
  };
  for await (const memory of readAtMost(store, inRuns, signal)) tally.addOfRun(memory);
};

async function* readAtMost(store: WalkedStore, filter: Filter, signal: AbortSignal) {
  let count = 0;
  for await (const memory of eachOnce(store.walk({ filter, signal }), () => undefined)) {
    yield memory;
    if (++count >= store.examinedMax) return;
  }
}

const withNear = async (
  store: WalkedStore,
  input: FindPersonInput,
  found: PersonEntityFound[],
  signal: AbortSignal,
): Promise<PersonEntityFound[]> => {
  const all = [...found];
  for (const kind of store.kinds)
    for (const text of input.alike.near.slice(0, searchesMax))
      for (const each of await store.listNearEntities({ kind, text, limit: personAlikeMax }, signal)) {
        const { value, count, isLowerBound } = each;
        if (input.ids.includes(value) || !input.isAlike(value)) continue;
        const known = all.find((entity) => entity.kind === kind && entity.value === value);
        const exact = { value: count, isExact: isLowerBound !== true };
        if (known === undefined)
          all.push({ kind, value, count: exact, lastAt: null, sample: null, hasOthers: false });
        // What was read of it is a part.
        else if (count > known.count.value) known.count = exact;
      }
  return all;
};
