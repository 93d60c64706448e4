import { parseAsString } from "nuqs/server";
import { z } from "zod";
import { pageSizeDefault, pageSizes } from "./memory-search";
import {
  entityKinds,
  entitySortFields,
  type Entity,
  type EntityKind,
  type EntityPosition,
  type EntitySort,
} from "@/lib/memories/entity";
import { entityIdToFind } from "@/lib/memories/limits";
import { hasNullCharacter } from "@/lib/text/storable-text";

/**
 * The view of /entities, as it stands in the URL. A part that cannot be read is an error and never ignored: a forgotten
 * kind would offer a user for deletion where an app was asked for.
 */
export type EntitySearch = {
  kind: EntityKind;
  /** Part of the value, in any case; empty for all. */
  text: string;
  sort: EntitySort;
  limit: number;
  cursor: { direction: "after" | "before"; position: EntityPosition } | null;
};

/** Parsers of the query string, for nuqs on both sides of the wire. Text all of them: nuqs drops what it cannot parse. */
export const entitySearchParams = {
  kind: parseAsString.withDefault("user"),
  q: parseAsString.withDefault(""),
  sort: parseAsString.withDefault("count.desc"),
  size: parseAsString.withDefault(String(pageSizeDefault)),
  after: parseAsString,
  before: parseAsString,
};
type EntitySearchValues = Record<"kind" | "q" | "sort" | "size", string> &
  Record<"after" | "before", string | null>;

export type EntitySearchResult = { ok: true; search: EntitySearch } | { ok: false; problem: string };

/** Makes a search of the parsed query string, or says in a sentence which part cannot be read. */
export const entitySearchFrom = (values: EntitySearchValues): EntitySearchResult => {
  const parsed = valuesSchema.safeParse(values);
  if (!parsed.success) {
    const part = String(parsed.error.issues[0]?.path[0] ?? "");
    return { ok: false, problem: `${partNames.get(part) ?? "A part"} in this link is not valid.` };
  }
  const { kind, q, sort, size } = parsed.data;
  const cursorText = values.after ?? values.before;
  const position = cursorText === null ? null : decodeEntityPosition(sort.field, cursorText);
  if (cursorText !== null && position === null) {
    return { ok: false, problem: "The page in this link is not valid." };
  }
  return {
    ok: true,
    search: {
      kind,
      text: q,
      sort,
      limit: size,
      cursor: position === null ? null : { direction: values.after === null ? "before" : "after", position },
    },
  };
};

/** The entity's place in this order. */
export const entityPositionOf = (entity: Entity, field: EntitySort["field"]): EntityPosition => {
  switch (field) {
    case "name":
      return { field, value: entity.value };
    case "count":
      return { field, count: entity.count, value: entity.value };
    case "last_activity":
      return { field, at: entity.lastActivityAt, value: entity.value };
  }
};

/** A position as text: what the order goes by, "~", and the value, which may hold anything. */
export const encodeEntityPosition = (position: EntityPosition): string => {
  switch (position.field) {
    case "name":
      return `~${position.value}`;
    case "count":
      return `${position.count}~${position.value}`;
    case "last_activity":
      return `${position.at}~${position.value}`;
  }
};

const countSchema = z.coerce.number().int().positive();
const instantSchema = z.iso.datetime();
const decodeEntityPosition = (field: EntitySort["field"], text: string): EntityPosition | null => {
  const cut = text.indexOf("~");
  if (cut === -1 || hasNullCharacter(text)) return null;
  const [key, value] = [text.slice(0, cut), text.slice(cut + 1)];
  switch (field) {
    case "name":
      return key === "" ? { field, value } : null;
    case "count": {
      const count = countSchema.safeParse(key);
      return count.success ? { field, count: count.data, value } : null;
    }
    case "last_activity": {
      const at = instantSchema.safeParse(key);
      return at.success ? { field, at: at.data, value } : null;
    }
  }
};

const partNames = new Map([
  ["kind", "The kind of entity"],
  ["q", "The search"],
  ["sort", "The order"],
  ["size", "The page size"],
]);

const valuesSchema = z.object({
  kind: z.enum(entityKinds),
  q: z.string().trim().pipe(entityIdToFind()),
  sort: z
    .string()
    .transform((text) => text.split("."))
    .pipe(z.tuple([z.enum(entitySortFields), z.enum(["asc", "desc"])]))
    .transform(([field, direction]): EntitySort => ({ field, direction })),
  size: z.enum(pageSizes.map(String)).transform(Number),
});
