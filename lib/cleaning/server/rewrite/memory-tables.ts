/** The tables that hold texts of memories. `key`: the type of their column "id". */
export const memoryTables = [
  { name: "memories", key: "uuid" },
  { name: "memory_versions", key: "bigint" },
] as const;

export type MemoryTable = (typeof memoryTables)[number];

/** Where copies are made. The web server's role may create in it, and in no other (migration 0043). */
export const copiesSchema = "lethe_copies";

export const copyOf = ({ name }: MemoryTable): string => `${copiesSchema}.${name}`;
export const changesOf = ({ name }: MemoryTable): string => `${copiesSchema}.${name}_changes`;
