import type { Filter } from "./filter";
import { instantWords } from "./instant-text";
import type { ImportId } from "@/lib/memories/import-id";

/** What an import is called: when it began, "2026-11-28 18:20:31 UTC". The id itself, when it is of another kind. */
export const importWords = (id: string): string => {
  const found = /^([0-9a-f]{8})-([0-9a-f]{4})-7/.exec(id);
  if (found === null) return id;
  const at = Number.parseInt(`${found[1]}${found[2]}`, 16);
  return instantWords(new Date(at - (at % 1000)).toISOString());
};

/** What finds the memories of an import. */
export const importFilter = (id: ImportId): Filter => ({ field: "import", operator: "eq", value: id });
