import { readServerMemory } from "../console/server-memory";
import { withinMedian, type Measurement } from "../measurement";
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

const line = (name: string, value: number, max: number | null): Measurement =>
  withinMedian({ section: "memory", name, unit: "MiB" }, [value], max);
