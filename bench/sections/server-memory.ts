import { readServerMemory } from "../console/server-memory";
import type { Measurement } from "../measurement";
import type { Section } from "../section";

const residentMiBMax = 400;

/** The web server's memory, after all that the sections before have asked of it. */
export const serverMemory: Section = {
  name: "memory",
  needs: "console",
  run: () => {
    const memory = readServerMemory();
    if (memory === null) return Promise.resolve([]);
    return Promise.resolve([
      line("server, resident", memory.residentMiB),
      line("server, resident at its peak", memory.peakMiB),
    ]);
  },
};

const line = (name: string, value: number): Measurement => ({
  section: "memory",
  name,
  unit: "MiB",
  n: 1,
  bare: null,
  product: { min: value, median: value, p95: value },
  ratio: null,
  goal: { words: `≤ ${residentMiBMax} MiB`, limit: residentMiBMax },
  isMet: value <= residentMiBMax,
});
