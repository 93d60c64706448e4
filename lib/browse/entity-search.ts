import { parseAsString } from "nuqs/server";
import { pageSizeDefault, pageSizes } from "./memory-search";
import {
  entityKinds,
  entitySortFields,
  type Entity,
  type EntityKind,
  type EntityPosition,
  type EntitySort,
} from "@/lib/memories/entity";
import { idProblem } from "@/lib/memories/limits";
import { hasNullCharacter } from "@/lib/text/storable-text";
import { isInstantText, oneOf } from "@/lib/text/text-forms";

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
  const kind = oneOf(entityKinds, values.kind);
  if (kind === undefined) return notValid("The kind of entity");
  const text = values.q.trim();
  if (idProblem(text) !== null) return notValid("The search");
  const sort = sortFrom(values.sort);
  if (sort === undefined) return notValid("The order");
  const limit = pageSizes.find((size) => String(size) === values.size);
  if (limit === undefined) return notValid("The page size");
  const cursorText = values.after ?? values.before;
  const position = cursorText === null ? null : decodeEntityPosition(sort.field, cursorText);
  if (cursorText !== null && position === null) {
    return notValid("The page");
  }
  return {
    ok: true,
    search: {
      kind,
      text,
      sort,
      limit,
      cursor: position === null ? null : { direction: values.after === null ? "before" : "after", position },
    },
  };
};

const notValid = (part: string): EntitySearchResult => ({
  ok: false,
  problem: `${part} in this link is not valid.`,
});

const sortFrom = (text: string): EntitySort | undefined => {
  const [name = "", way = "", ...more] = text.split(".");
  const field = oneOf(entitySortFields, name);
  const direction = oneOf(["asc", "desc"], way);
  return field === undefined || direction === undefined || more.length > 0 ? undefined : { field, direction };
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

const decodeEntityPosition = (field: EntitySort["field"], text: string): EntityPosition | null => {
  const cut = text.indexOf("~");
  if (cut === -1 || hasNullCharacter(text)) return null;
  const [key, value] = [text.slice(0, cut), text.slice(cut + 1)];
  switch (field) {
    case "name":
      return key === "" ? { field, value } : null;
    case "count":
      return /^[1-9]\d*$/.test(key) && Number.isSafeInteger(Number(key))
        ? { field, count: Number(key), value }
        : null;
    case "last_activity":
      return isInstantText(key) ? { field, at: key, value } : null;
  }
};
