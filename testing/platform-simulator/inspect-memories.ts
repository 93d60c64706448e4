import type { Project } from "./project";
import { entityFields, type EntityField, type StoredMemory } from "./types";

/** Memories with these entities; all when there are none. */
export type InspectedScope = Partial<Record<EntityField, string>>;

export type MemoryInspection = {
  count: (scope?: InspectedScope) => number;
  ids: (scope?: InspectedScope) => string[];
  has: (id: string) => boolean;
  get: (id: string) => StoredMemory | null;
};

/** Looks behind the answers: what is stored by now. */
export const inspectMemories = (project: Project): MemoryInspection => {
  const stored = (): ReadonlyMap<string, StoredMemory> => {
    project.settle();
    return project.memories;
  };
  const within = (scope: InspectedScope): StoredMemory[] =>
    [...stored().values()].filter(({ entities }) =>
      entityFields.every((field) => scope[field] === undefined || entities[field] === scope[field]),
    );
  return {
    count: (scope = {}) => within(scope).length,
    ids: (scope = {}) => within(scope).map(({ id }) => id),
    has: (id) => stored().has(id),
    get: (id) => stored().get(id) ?? null,
  };
};
