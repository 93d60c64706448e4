import type { EntityKind } from "@/lib/memories/entity";
import { metadataWords } from "@/lib/memories/metadata-words";
import type { Memory } from "@/lib/memories/types";
import { hasName, namePattern, windowAround } from "@/lib/text/name-form";
import {
  personAlikeMax,
  personMemoriesMax,
  personTextMax,
  type EntityName,
  type FindPersonInput,
  type PersonEntityFound,
  type PersonMemoriesBy,
  type PersonMemoryFound,
  type PersonPart,
} from "../person";

const sampleLengthMax = 300;

type Known = { theirs: readonly EntityName[]; kinds: readonly EntityKind[] };

/** What memories that are met one by one say about a person; holds what is to be told, and of each entity a line. */
export const tallyPerson = (input: FindPersonInput, { theirs, kinds }: Known) => {
  const [named, near] = [namePattern([...input.names, ...input.given]), namePattern(input.near)];
  const lists = {
    text: newList("text"),
    metadata: newList("metadata"),
    near: newList("near"),
    run: newList("run"),
  };
  const alike = new Map<string, PersonEntityFound | null>();
  const theirRuns = new Set<string>();
  const withoutUser = new Map<string, PersonMemoryFound[]>();
  const isTheirs = new Set(theirs.map(keyOf));
  const carried = input.carried.map(({ form, ...id }) => ({ ...id, pattern: namePattern([form]) }));
  const carriers = new Map<string, string>();
  const users = new Set(theirs.flatMap(({ kind, value }) => (kind === "user" ? [value] : [])));

  const noteEntities = (memory: Memory): void => {
    for (const kind of kinds) {
      const value = valueOf(memory, kind);
      if (value === null) continue;
      const key = keyOf({ kind, value });
      let known = alike.get(key);
      if (known === undefined) {
        known = !isTheirs.has(key) && input.isAlike(value) ? newEntity({ kind, value }) : null;
        alike.set(key, known);
      }
      if (known !== null) addTo(known, memory, users);
    }
  };
  const noteCarrier = ({ userId, memory, metadata }: Memory): void => {
    if (carried.length === 0 || userId === null || carriers.has(userId)) return;
    if (isTheirs.has(keyOf({ kind: "user", value: userId }))) return;
    const written = metadata.toLowerCase();
    const found = carried.find(
      (id) => written.includes(id.written) || (id.pattern !== null && hasName(memory, id.pattern)),
    );
    if (found !== undefined) carriers.set(userId, found.term);
  };
  const namesThem = (memory: Memory): "text" | "metadata" | "near" | null => {
    if (named !== null && hasName(memory.memory, named)) return "text";
    if (named !== null && memory.metadata !== "{}" && hasName(metadataWords(memory.metadata), named))
      return "metadata";
    return near !== null && hasName(memory.memory, near) ? "near" : null;
  };

  const isOfTheirs = (memory: Memory): boolean =>
    kinds.some((kind) => isTheirs.has(keyOf({ kind, value: valueOf(memory, kind) })));
  /** Whether it names them; one of theirs does not count. */
  const addNamed = (memory: Memory): boolean => {
    const by = isOfTheirs(memory) ? null : namesThem(memory);
    if (by !== null) lists[by].add(clipped(memory, by === "near" ? near : named));
    return by !== null;
  };

  return {
    add: (memory: Memory): void => {
      noteEntities(memory);
      noteCarrier(memory);
      const isNamed = addNamed(memory);
      const { userId, runId } = memory;
      if (runId === null) return;
      if (isOfTheirs(memory)) theirRuns.add(runId);
      else if (userId === null && !isNamed) {
        // Whether the run is theirs is known when all was read.
        const others = withoutUser.get(runId) ?? [];
        others.push(clipped(memory, null));
        withoutUser.set(runId, others);
      }
    },
    addNamed,
    /** Runs in which the person took part, of the memories met so far. */
    theirRuns: (): ReadonlySet<string> => theirRuns,
    addOfRun: (memory: Memory): void => lists.run.add(clipped(memory, null)),
    /** What was found since this was last asked. */
    untold: function* (): Generator<PersonPart> {
      for (const list of Object.values(lists)) yield* list.untold();
    },
    inRuns: function* (): Generator<PersonPart> {
      for (const runId of theirRuns) withoutUser.get(runId)?.forEach((memory) => lists.run.add(memory));
      yield* lists.run.untold();
    },
    /** Says of which there are more. */
    endOfMemories: function* (): Generator<PersonPart> {
      for (const list of Object.values(lists)) yield* list.end();
    },
    alike: (): PersonEntityFound[] => kinds.flatMap((kind) => foundOf(alike, kind).slice(0, personAlikeMax)),
    /** Users whose memories carry the person's e-mail or id, with which it is. */
    carriers: (): ReadonlyMap<string, string> => carriers,
    hasAllAlike: (): boolean => kinds.every((kind) => foundOf(alike, kind).length <= personAlikeMax),
  };
};
export type PersonTally = ReturnType<typeof tallyPerson>;

const newList = (by: PersonMemoriesBy) => {
  const ids = new Set<string>();
  let waiting: PersonMemoryFound[] = [];
  let hasMore = false;
  return {
    add: (memory: PersonMemoryFound): void => {
      if (ids.has(memory.id)) return;
      if (ids.size >= personMemoriesMax) hasMore = true;
      else {
        ids.add(memory.id);
        waiting.push(memory);
      }
    },
    untold: function* (): Generator<PersonPart> {
      if (waiting.length === 0) return;
      const memories = waiting;
      waiting = [];
      yield { kind: "memories", by, memories, isComplete: true };
    },
    end: function* (): Generator<PersonPart> {
      if (hasMore || waiting.length > 0)
        yield { kind: "memories", by, memories: waiting, isComplete: !hasMore };
    },
  };
};

const keyOf = ({ kind, value }: { kind: EntityKind; value: string | null }): string => `${kind} ${value}`;

const valueOf = (memory: Memory, kind: EntityKind): string | null =>
  ({ user: memory.userId, agent: memory.agentId, app: memory.appId, run: memory.runId })[kind];

const newEntity = (entity: EntityName): PersonEntityFound => ({
  ...entity,
  count: { value: 0, isExact: true },
  lastAt: null,
  sample: null,
  hasOthers: false,
});

/** The newest memory comes first in most stores; where it does not, any will do as a sample. */
const addTo = (entity: PersonEntityFound, memory: Memory, users: ReadonlySet<string>): void => {
  entity.count = { ...entity.count, value: entity.count.value + 1 };
  if (entity.lastAt === null || memory.updatedAt > entity.lastAt) entity.lastAt = memory.updatedAt;
  entity.sample ??= memory.memory.slice(0, sampleLengthMax);
  if (entity.kind !== "user" && memory.userId !== null && !users.has(memory.userId)) entity.hasOthers = true;
};

const foundOf = (
  alike: ReadonlyMap<string, PersonEntityFound | null>,
  kind: EntityKind,
): PersonEntityFound[] =>
  [...alike.values()]
    .filter((entity) => entity !== null)
    .filter((entity) => entity.kind === kind)
    .sort((a, b) => b.count.value - a.count.value || (a.value < b.value ? -1 : 1));

const clipped = (memory: Memory, pattern: RegExp | null): PersonMemoryFound => {
  const { id, metadata, userId, agentId, appId, runId, createdAt } = memory;
  const text = windowAround(memory.memory, pattern, personTextMax);
  return { id, memory: text, metadata, userId, agentId, appId, runId, createdAt };
};
