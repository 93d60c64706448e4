import { isJsonObject } from "@/lib/json/json-object";

/** An object in which a list of memories begins, as far as it was read: `depth` objects are open. */
export type ListBeginning = { before: Record<string, unknown>; text: string; depth: number };

/** What an object around a list says of more memories elsewhere. */
export type Page = {
  /** How many memories it holds. */
  heldCount: number;
  /** How many it says there are, in all pages; null when it does not say. */
  totalCount: number | null;
  /** Whether it says that a page precedes and follows it. */
  hasPrevious: boolean;
  hasNext: boolean;
};

// "results" and "memories" are Mem0's, "points" Qdrant's, "items" LangGraph's, "edges" and "facts" Zep's.
const listKey = /"(?:results|memories|points|items|data|passages|edges|facts)"\s*:\s*$/;
/** More than the longest of these keys, its colon and white space around it. */
const keyBytesMax = 64;

/**
 * Whether the list that begins here holds memories, and is not a memory's own. `whole` puts what was read of the object before
 * in front of `recent`; asked only where the key is one of such a list.
 */
export const listBeginning = (
  whole: (recent: Uint8Array) => Uint8Array | null,
  recent: Uint8Array,
  depth: number,
): ListBeginning | null => {
  const near =
    recent.length >= keyBytesMax ? recent.subarray(-keyBytesMax) : whole(recent)?.subarray(-keyBytesMax);
  if (near === undefined || !listKey.test(latin1.decode(near))) return null;
  const bytes = whole(recent);
  if (bytes === null) return null;
  const text = utf8.decode(bytes);
  const before = objectOf(`${text}[]${"}".repeat(depth)}`);
  return before === null || isMemory(before) ? null : { before, text, depth };
};

/** What an object says of other pages, now that it is whole; `tail` is what follows its list. */
export const pageOf = ({ text, before }: ListBeginning, tail: Uint8Array | null, heldCount: number): Page => {
  const whole = (tail === null ? null : objectOf(`${text}[]${utf8.decode(tail)}`)) ?? before;
  const inner = Object.values(whole).find(isJsonObject);
  const said = { ...inner, ...whole };
  return {
    heldCount,
    totalCount: [said.count, said.total].find((value) => typeof value === "number") ?? null,
    hasPrevious: isSaid(said.previous),
    hasNext: [said, ...pagings.map((key) => whole[key]).filter(isJsonObject)].some((object) =>
      Object.entries(object).some(([key, value]) => nextKey.test(key) && isSaid(value)),
    ),
  };
};

/** Of a page that follows: "next", "nextCursor", "next_page_token", "has_more", "hasNextPage" and the like. */
const nextKey =
  /^(?:next(?:[_-]?(?:page|cursor|token|url|link|offset)){0,2}|has[_-]?(?:more|next)(?:[_-]?page)?)$/i;
/** Objects that speak of nothing else. */
const pagings = ["links", "_links", "paging", "pagination", "page_info", "pageInfo", "meta"];

const isSaid = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== "" && value !== false && value !== 0;

const isMemory = (value: Record<string, unknown>): boolean => "memory" in value || "content" in value;

const latin1 = new TextDecoder("latin1");
const utf8 = new TextDecoder();

const objectOf = (text: string): (Record<string, unknown> & Partial<Record<string, unknown>>) | null => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
};
