import { readServerMemory } from "../console/server-memory";
import type { Measurement } from "../measurement";
import type { Section } from "../section";

/** At rest; while it works it may take more. */
const residentMiBMax = 300;

/** The web server's memory, after all that the sections before have asked of it. */
export const serverMemory: Section = {
  name: "memory",
  needs: "console",
  run: () => {
    const memory = readServerMemory();
    if (memory === null) return Promise.resolve([]);
    return Promise.resolve([
      line("server, resident", memory.residentMiB, residentMiBMax),
      line("server, resident at its peak", memory.peakMiB, null),
    ]);
  },
};

const line = (name: string, value: number, max: number | null): Measurement => ({
  section: "memory",
  name,
  unit: "MiB",
  n: 1,
  bare: null,
  product: { min: value, median: value, p95: value },
  ratio: null,
  goal: max === null ? null : { words: `≤ ${max} MiB`, limit: max },
  isMet: max === null ? null : value <= max,
});
