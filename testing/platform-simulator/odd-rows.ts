import type { Project } from "./project";
import type { StoredMemory } from "./types";

/** Fields as nothing documents them, and as they were met all the same. */
export const oddFields = {
  "no creation": { created_at: null },
  "a creation in words": { created_at: "the day before yesterday" },
  "metadata as text": { metadata: "source=chat" },
  "categories as text": { categories: "food, travel" },
  "several users": { user_id: ["quillon-17", "oriel@example.com"] },
} as const satisfies Record<string, Record<string, unknown>>;

const all = Object.values(oddFields);

/** A memory as it is answered: as it was seeded to be, and with an odd field when the fault that makes rows odd hits it. */
export const asAnswered = (
  project: Project,
  memory: StoredMemory,
  shape: Record<string, unknown>,
): Record<string, unknown> => {
  const { oddRowsEvery } = project.faults.now;
  const number = Number.parseInt(memory.id.slice(-6), 16) || 0;
  const isHit = oddRowsEvery !== null && number % oddRowsEvery === 0;
  return { ...shape, ...memory.answered, ...(isHit ? all[number % all.length] : {}) };
};
