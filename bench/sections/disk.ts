import { withinMedian } from "../measurement";
import type { Section } from "../section";

/** What the memories and their versions take on the disk, as they were loaded. */
export const disk: Section = {
  name: "disk",
  needs: "database",
  run: async ({ pristine }) => {
    const { memories, indexes, versions } = await pristine.readSizes();
    const line = (name: string, bytes: number) =>
      withinMedian({ section: "disk", name, unit: "MiB" }, [bytes / 1024 ** 2], null);
    return [
      line("memories", memories),
      line("their indexes", indexes),
      line("their versions, with indexes", versions),
    ];
  },
};
