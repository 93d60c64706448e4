import type { JsonText } from "@/lib/json/json-text";
import { parseExact } from "@/lib/json/parse-exact";
import {
  entityFieldOf,
  type Entity,
  type EntityKind,
  type EntityPage,
  type EntityPosition,
  type EntitySort,
} from "@/lib/memories/entity";
import type { Memory, FacetValue, SuggestedField, FacetField } from "@/lib/memories/types";
import type { ListEntitiesInput, RemoteStore } from "@/lib/stores/types";
import { tallyUnreadable } from "@/lib/memories/unreadable";
import { containsFolded, foldText } from "@/lib/text/fold-text";
import { eachOnce } from "./walk";

type Source = Pick<RemoteStore, "walk">;

/** The entities of one kind, counted by reading every memory that names one. */
export const entitiesByWalking = async (
  { walk }: Source,
  kind: EntityKind,
  signal: AbortSignal,
): Promise<Entity[]> => {
  const found = new Map<string, Entity>();
  const field = entityFieldOf[kind];
  const unreadable = tallyUnreadable();
  const walked = walk({ filter: { field, operator: "present" }, signal });
  for await (const memory of eachOnce(walked, unreadable.add)) {
    const value = entityOf(memory, kind);
    if (value === null) continue;
    const known = found.get(value);
    if (known === undefined) {
      const [firstActivityAt, lastActivityAt] = [memory.createdAt, memory.updatedAt];
      found.set(value, { kind, value, count: 1, firstActivityAt, lastActivityAt });
    } else {
      known.count++;
      if (memory.createdAt < known.firstActivityAt) known.firstActivityAt = memory.createdAt;
      if (memory.updatedAt > known.lastActivityAt) known.lastActivityAt = memory.updatedAt;
    }
  }
  const entities = [...found.values()];
  // What could not be read may name any of them.
  return unreadable.done() !== undefined
    ? entities.map((entity) => ({ ...entity, isLowerBound: true }))
    : entities;
};

const entityOf = (memory: Memory, kind: EntityKind): string | null =>
  ({ user: memory.userId, agent: memory.agentId, app: memory.appId, run: memory.runId })[kind];

/** One page of entities that are all at hand, in the order and with the words of the built-in store. */
export const pageOfEntities = (
  entities: readonly Entity[],
  { text, sort, cursor, limit }: ListEntitiesInput,
): EntityPage => {
  const found = entities
    .filter(({ value }) => containsFolded(value, text))
    .sort((a, b) => compareEntities(sort, a, b));
  // Both are in the order of the page, so that the first one beyond the cursor is where it begins.
  const isBeyond = (entity: Entity) => cursor !== null && comparePosition(sort, entity, cursor.position) > 0;
  const isAt = (entity: Entity) => cursor !== null && comparePosition(sort, entity, cursor.position) === 0;
  if (cursor?.direction === "before") {
    const before = found.filter((entity) => !isBeyond(entity) && !isAt(entity));
    const page = before.slice(-limit);
    return {
      entities: page,
      total: found.length,
      hasPrevious: before.length > page.length,
      hasNext: found.length > before.length,
    };
  }
  const after = cursor === null ? found : found.filter(isBeyond);
  const page = after.slice(0, limit);
  return {
    entities: page,
    total: found.length,
    hasPrevious: found.length > after.length,
    hasNext: after.length > page.length,
  };
};

const compareEntities = (sort: EntitySort, a: Entity, b: Entity): number =>
  comparePosition(sort, a, positionOf(sort, b));

const positionOf = ({ field }: EntitySort, { value, count, lastActivityAt }: Entity): EntityPosition => {
  switch (field) {
    case "name":
      return { field, value };
    case "count":
      return { field, count, value };
    case "last_activity":
      return { field, at: lastActivityAt, value };
  }
};

/** Equals are listed from A to Z in either order. */
const comparePosition = ({ direction }: EntitySort, entity: Entity, position: EntityPosition): number =>
  (direction === "asc" ? 1 : -1) * compareKeys(entity, position) ||
  compareTexts(entity.value, position.value);

const compareKeys = (entity: Entity, position: EntityPosition): number => {
  switch (position.field) {
    case "name":
      return compareTexts(entity.value.toLowerCase(), position.value.toLowerCase());
    case "count":
      return entity.count - position.count;
    case "last_activity":
      return Date.parse(entity.lastActivityAt) - Date.parse(position.at);
  }
};

const compareTexts = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

const facetKinds: Record<Exclude<FacetField, "categories">, EntityKind> = {
  user_id: "user",
  agent_id: "agent",
  app_id: "app",
  run_id: "run",
};

/** The most frequent values of a field, or keys of metadata, counted by reading every memory that has one. */
export const facetsByWalking = async (
  source: Source,
  { field, text, limit }: { field: SuggestedField; text: string; limit: number },
  signal: AbortSignal,
): Promise<FacetValue[]> =>
  facetsFrom(
    field === "categories"
      ? await countEachOf(source, ({ categories }) => categories, signal)
      : field === "metadata"
        ? await countEachOf(source, ({ metadata }) => keysOf(metadata), signal)
        : await entitiesByWalking(source, facetKinds[field], signal),
    text,
    limit,
  );

const keysOf = (metadata: JsonText): string[] => Object.keys(parseExact(metadata) ?? {});

/** Those of the values that contain a text, the most frequent first but for what is called just so (see listFacets). */
export const facetsFrom = (counted: readonly FacetValue[], text: string, limit: number): FacetValue[] =>
  counted
    .filter(({ value }) => containsFolded(value, text))
    .sort(
      (a, b) =>
        likeness(a.value, text) - likeness(b.value, text) ||
        b.count - a.count ||
        compareTexts(a.value, b.value),
    )
    .slice(0, limit)
    .map(({ value, count, isLowerBound }) => ({ value, count, ...(isLowerBound && { isLowerBound }) }));

const countEachOf = async (
  { walk }: Source,
  valuesOf: (memory: Memory) => readonly string[],
  signal: AbortSignal,
): Promise<FacetValue[]> => {
  const counts = new Map<string, number>();
  const unreadable = tallyUnreadable();
  const walked = walk({ filter: null, signal });
  for await (const memory of eachOnce(walked, unreadable.add)) {
    for (const value of new Set(valuesOf(memory))) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const isLowerBound = unreadable.done() !== undefined;
  return [...counts].map(([value, count]) => ({ value, count, ...(isLowerBound && { isLowerBound }) }));
};

/** 0 for the text itself, 1 for the same in another case or form, 2 for what only has it in it. */
const likeness = (value: string, text: string): number =>
  value === text ? 0 : foldText(value) === foldText(text) ? 1 : 2;
