import { createLoader, createSerializer, parseAsString } from "nuqs/server";
import { entityFilter } from "@/lib/filters/entity-filter";
import { entityFieldOf, type Entity } from "@/lib/memories/entity";
import type { Filter } from "@/lib/filters/filter";
import { memorySearchParams } from "@/lib/browse/memory-search";
import { wildcard } from "./scope";
import type { ScopeTexts } from "./scope-texts";

export const deleteModes = ["scope", "filter"] as const;
export type DeleteMode = (typeof deleteModes)[number];

/**
 * The view of /delete, as it stands in the URL: what is to be deleted, said as a scope or as a filter. The fields of a scope
 * are the texts that were typed, wrong ones too, which the form then shows with what is wrong. What no field can show is
 * an error and never ignored: a forgotten filter would offer everything for deletion.
 */
export type DeleteSearch = { mode: DeleteMode; texts: ScopeTexts; filter: Filter | null };

/** Parsers of the query string, for nuqs on both sides of the wire. */
export const deleteSearchParams = {
  mode: parseAsString,
  user_id: parseAsString.withDefault(""),
  agent_id: parseAsString.withDefault(""),
  app_id: parseAsString.withDefault(""),
  run_id: parseAsString.withDefault(""),
  metadata: parseAsString.withDefault(""),
  filter: memorySearchParams.filter,
};

/** What a query string says, each part by itself. */
export const readDeleteSearch = createLoader(deleteSearchParams);
type DeleteSearchValues = ScopeTexts & { mode: string | null; filter: Filter | "unreadable" | null };

export type DeleteSearchResult = { ok: true; search: DeleteSearch } | { ok: false; problem: string };

/** Makes a search of the parsed query string, or says in a sentence which part cannot be read. */
export const deleteSearchFrom = ({ mode, filter, ...texts }: DeleteSearchValues): DeleteSearchResult => {
  if (filter === "unreadable") return { ok: false, problem: "The filter in this link is not valid." };
  const known = deleteModes.find((name) => name === mode);
  if (mode !== null && known === undefined)
    return { ok: false, problem: "The mode in this link, scope or filter, is not valid." };
  const hasText = Object.values(texts).some((text) => text !== "");
  if (mode === null && filter !== null && hasText) {
    return {
      ok: false,
      problem: "This link has both a scope and a filter, and does not say which one to use.",
    };
  }
  return { ok: true, search: { mode: known ?? (filter === null ? "scope" : "filter"), texts, filter } };
};

const serialize = createSerializer(deleteSearchParams);

/** The address that opens a filter for deletion; null for an empty one. */
export const deleteByFilterHref = (filter: Filter | null): string =>
  serialize("/delete", { mode: "filter", filter });

/**
 * The address that opens all memories of one entity for deletion: as a scope, which is what Mem0 knows, unless its name
 * would mean something else there.
 */
export const deleteEntityHref = ({ kind, value }: Pick<Entity, "kind" | "value">): string =>
  value === wildcard
    ? deleteByFilterHref(entityFilter({ kind, value }))
    : serialize("/delete", { [entityFieldOf[kind]]: value });
