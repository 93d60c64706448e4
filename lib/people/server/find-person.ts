import { randomUUID } from "node:crypto";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { merged } from "@/lib/async/merged";
import { log } from "@/lib/env/log";
import { errorForLog } from "@/lib/errors/error-for-log";
import { ExpectedError } from "@/lib/errors/expected-error";
import { failureOf } from "@/lib/errors/server/failure";
import { getStore } from "@/lib/stores/server/get-store";
import { listStoreChoices } from "@/lib/stores/server/list-stores";
import type { StoreChoice } from "@/lib/stores/shown-store";
import { findInputOf, hasTooManyNames, soughtOf, type Sought } from "../find-input";
import { termPatterns, type TermPattern } from "../found";
import { tooLongWords, tooManyNamesWords, tooShortWords } from "../gap-words";
import type { PersonSearchInput } from "../schema";
import type { PersonMessage } from "../types";
import { messagesOf } from "./part-messages";
import { takeSearchTurn } from "./search-turns";

/**
 * Looks for a person in the stores, all at once, and tells what is found as it comes; a store that fails is a
 * message, and no end. Stops when `signal` aborts, the reader does, or the member begins another (takeSearchTurn), which is
 * said. Throws not_permitted, invalid_input when there is nothing to look for, and too_many_attempts.
 */
export async function* findPerson(
  ctx: Context,
  { text, confirmed, storeIds }: PersonSearchInput,
  signal: AbortSignal,
): AsyncGenerator<PersonMessage> {
  requirePermission(ctx.actor, "memories:read");
  const sought = soughtOf(text, confirmed);
  if (sought.terms.length === 0)
    throw new ExpectedError("invalid_input", "Enter a name, an e-mail or an ID to look for.");
  const leaving = new AbortController();
  const turn = await takeSearchTurn(ctx.actor, signal);
  const either = AbortSignal.any([signal, turn.signal, leaving.signal]);
  const underWay = new Set<StoreChoice>();
  const endTurn = () => {
    if (underWay.size === 0) turn.end();
  };
  try {
    yield* notSearchedAnywhere(sought);
    const all = await listStoreChoices(ctx);
    const stores = all.filter(({ id }) => storeIds?.includes(id) ?? true);
    for (const storeId of new Set(storeIds))
      if (!all.some(({ id }) => id === storeId)) yield { type: "failed", storeId, message: notThereWords };
    const patterns = termPatterns(sought);
    yield* merged(
      stores.map((store) => {
        underWay.add(store);
        return afterwards(findInStore(ctx, { store, sought, patterns }, either), () => {
          underWay.delete(store);
          if (leaving.signal.aborted) endTurn();
        });
      }),
    );
    if (turn.signal.aborted)
      yield { type: "failed", storeId: null, message: failureWords(turn.signal.reason) };
    if (!signal.aborted) yield { type: "end" };
  } finally {
    leaving.abort();
    // Where the reader left, statements are still being stopped: the place is free when they are.
    endTurn();
  }
}

const notThereWords = "It cannot be searched: it is disabled, or there is no such store.";

async function* afterwards<Item>(items: AsyncIterable<Item>, end: () => void): AsyncGenerator<Item> {
  try {
    yield* items;
  } finally {
    end();
  }
}

function* notSearchedAnywhere(sought: Sought): Generator<PersonMessage> {
  for (const { term, isTooShort, isTooLong } of sought.forms) {
    if (isTooLong)
      yield {
        type: "not_searched",
        notSearched: { storeId: null, reason: "too_many", words: tooLongWords(term) },
      };
    if (isTooShort)
      yield {
        type: "not_searched",
        notSearched: { storeId: null, reason: "word_too_short", words: tooShortWords(term) },
      };
  }
  if (hasTooManyNames(sought))
    yield {
      type: "not_searched",
      notSearched: { storeId: null, reason: "too_many", words: tooManyNamesWords },
    };
}

type Search = { store: StoreChoice; sought: Sought; patterns: readonly TermPattern[] };

async function* findInStore(
  ctx: Context,
  { store: { id: storeId, name }, sought, patterns }: Search,
  signal: AbortSignal,
): AsyncGenerator<PersonMessage> {
  try {
    const store = await getStore(ctx, storeId);
    const told = new Set<string>();
    for await (const part of store.findPerson(findInputOf(sought, storeId), signal))
      yield* messagesOf(part, { storeId, name, sought, patterns, told });
  } catch (error) {
    if (signal.aborted) return;
    yield { type: "failed", storeId, message: failedWords(name, error) };
  }
}

const failureWords = (error: unknown): string => failureOf(error).message ?? "The search failed.";

const failedWords = (name: string, error: unknown): string => {
  const failure = failureOf(error);
  if (failure.isForLog)
    log().error({ requestId: randomUUID(), path: "/api/people", error: errorForLog(error) }, "search failed");
  return `${name}: ${failure.message ?? "The search failed."} What it holds of this person is not known.`;
};
