import { parseAsString } from "nuqs/server";
import { oneOf } from "@/lib/text/text-forms";
import { itemStates, type ItemState } from "./types";

/** Which items of a deletion are shown, in the order they were frozen; `afterSeq` 0 is the first page. */
export type DeletionItemSearch = { state: ItemState | null; afterSeq: number };

/** Parsers of the query string, for nuqs on both sides of the wire. Text all of them: nuqs drops what it cannot parse. */
export const deletionItemSearchParams = { state: parseAsString, after: parseAsString };

export type DeletionItemSearchResult =
  { ok: true; search: DeletionItemSearch } | { ok: false; problem: string };

/** Makes a search of the parsed query string, or says in a sentence which part cannot be read. */
export const deletionItemSearchFrom = (
  values: Record<keyof typeof deletionItemSearchParams, string | null>,
): DeletionItemSearchResult => {
  const state = values.state === null ? null : oneOf(itemStates, values.state);
  if (state === undefined) return { ok: false, problem: "The state in this link is not valid." };
  const afterSeq = Number(values.after ?? 0);
  if (!Number.isInteger(afterSeq) || afterSeq < 0 || afterSeq > seqMax)
    return { ok: false, problem: "The page in this link is not valid." };
  return { ok: true, search: { state, afterSeq } };
};

/** Postgres' largest integer. */
const seqMax = 2_147_483_647;
