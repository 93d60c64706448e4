import { inParallel } from "@/lib/async/in-parallel";
import { StoreError } from "@/lib/errors/store-error";
import { entityFilter } from "@/lib/filters/entity-filter";
import type { Filter } from "@/lib/filters/filter";
import type { Memory } from "@/lib/memories/types";
import { tallyUnreadable } from "@/lib/memories/unreadable";
import {
  isTheirs,
  personAlikeMax,
  type EntityName,
  type FindPersonInput,
  type PersonEntityFound,
  type PersonPart,
} from "../person";
import { byCreation } from "./in-order";
import { findBeyond } from "./person-beyond";
import { tallyPerson, type PersonTally } from "./person-tally";
import { eachOnce } from "./walk";
import type { WalkedStore } from "./walked-store";

const requestsAtOnce = 4;
const sampleLengthMax = 300;

/**
 * Looks for a person in a store that cannot search: asks for what is called just so, then reads all memories, up to `examinedMax`,
 * and decides here. Of a larger store it reads the person's runs and what the store's own search finds as well, and says that
 * the rest was not looked at.
 */
export async function* personByWalking(
  store: WalkedStore,
  input: FindPersonInput,
  signal: AbortSignal,
): AsyncGenerator<PersonPart> {
  const called = await findCalled(store, input, signal);
  const theirs = called.filter((entity) => isTheirs(entity, input));
  yield { kind: "theirs", entities: theirs };
  yield { kind: "searched", what: "theirs" };

  const tally = tallyPerson(input, { theirs, kinds: store.kinds });
  const end = yield* walkAll(store, tally, signal);
  const others = called.filter((entity) => !isTheirs(entity, input));
  const alike = tally.alike().filter((entity) => !called.some((each) => isSame(each, entity)));
  if (end.isCut) yield* findBeyond(store, { input, tally, theirs, found: [...others, ...alike] }, signal);
  else yield { kind: "alike", entities: [...others, ...alike], isComplete: tally.hasAllAlike() };
  yield* findCarriers(store, { input, tally, known: [...called, ...alike] }, signal);
  yield { kind: "searched", what: "alike" };
  yield* tally.inRuns();
  yield* tally.endOfMemories();
  yield { kind: "searched", what: "memories" };
  if (end.isCut) yield { kind: "gap", what: "everything", reason: "examined", count: end.examinedCount };
  if (end.isMoving) yield { kind: "gap", what: "everything", reason: "moving" };
  if (end.unreadableCount > 0)
    yield { kind: "gap", what: "everything", reason: "unreadable", count: end.unreadableCount };
}

type WalkEnd = { isCut: boolean; isMoving: boolean; examinedCount: number; unreadableCount: number };

async function* walkAll(
  store: WalkedStore,
  tally: PersonTally,
  signal: AbortSignal,
): AsyncGenerator<PersonPart, WalkEnd> {
  const unreadable = tallyUnreadable();
  let [examinedCount, isCut, isMoving] = [0, false, false];
  // What was found is told now and then, and not memory by memory.
  const toldEvery = 200;
  try {
    for await (const memory of eachOnce(store.walk({ filter: null, signal }), unreadable.add)) {
      if (examinedCount >= store.examinedMax) {
        isCut = true;
        break;
      }
      examinedCount++;
      tally.add(memory);
      if (examinedCount % toldEvery === 0) yield* tally.untold();
    }
  } catch (error) {
    if (!(error instanceof StoreError && error.code === "moving")) throw error;
    isMoving = true;
  }
  yield* tally.untold();
  isCut ||= store.isComplete?.() === false;
  return { isCut, isMoving, examinedCount, unreadableCount: unreadable.done()?.count ?? 0 };
}

/** Users who are called otherwise, and whose memories carry the person's e-mail or id, of those that were read. */
async function* findCarriers(
  store: WalkedStore,
  { input, tally, known }: { input: FindPersonInput; tally: PersonTally; known: readonly EntityName[] },
  signal: AbortSignal,
): AsyncGenerator<PersonPart> {
  const carriers = [...tally.carriers()]
    .map(([value, carries]) => ({ kind: "user" as const, value, carries }))
    .filter((entity) => !known.some((each) => isSame(each, entity)));
  const kept = carriers.slice(0, personAlikeMax);
  if (kept.length === 0) return;
  const found = await inParallel(kept, requestsAtOnce, async ({ carries, ...entity }) => {
    const user = await findEntity(store, entity, input.ids, signal);
    return user === null ? null : { ...user, carries };
  });
  const entities = found.filter((entity) => entity !== null);
  yield { kind: "alike", entities, isComplete: kept.length === carriers.length };
}

const isSame = (a: EntityName, b: EntityName): boolean => a.kind === b.kind && a.value === b.value;

/** Entities of each kind that are called just as was typed, and the confirmed ones. */
const findCalled = async (
  store: WalkedStore,
  input: FindPersonInput,
  signal: AbortSignal,
): Promise<PersonEntityFound[]> => {
  const typed = store.kinds.flatMap((kind) => input.ids.map((value): EntityName => ({ kind, value })));
  const further = input.confirmed.filter((entity) => !typed.some((each) => isSame(each, entity)));
  const users = [
    ...input.ids,
    ...input.confirmed.filter(({ kind }) => kind === "user").map(({ value }) => value),
  ];
  const found = await inParallel([...typed, ...further], requestsAtOnce, (entity) =>
    findEntity(store, entity, users, signal),
  );
  return found.filter((entity) => entity !== null);
};

const findEntity = async (
  store: WalkedStore,
  entity: EntityName,
  users: readonly string[],
  signal: AbortSignal,
): Promise<PersonEntityFound | null> => {
  signal.throwIfAborted();
  const filter = entityFilter(entity);
  const newest = await newestOf(store, filter);
  if (newest === null) return null;
  const count = await store.count(filter, signal);
  const ofOthers: Filter = {
    and: [
      filter,
      { field: "user_id", operator: "present" },
      { not: { field: "user_id", operator: "in", value: [...users] } },
    ],
  };
  return {
    ...entity,
    count,
    lastAt: newest.updatedAt,
    sample: newest.memory.slice(0, sampleLengthMax),
    hasOthers: entity.kind !== "user" && (await newestOf(store, ofOthers)) !== null,
  };
};

const newestOf = async ({ list }: Pick<WalkedStore, "list">, filter: Filter): Promise<Memory | null> =>
  (await list({ filter, sort: byCreation, cursor: null, limit: 1 })).memories[0] ?? null;
