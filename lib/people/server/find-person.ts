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
import { tooManyNamesWords, tooShortWords } from "../gap-words";
import type { PersonSearchInput } from "../schema";
import { linesOf, termsOf } from "../terms";
import type { PersonMessage } from "../types";
import { messagesOf } from "./part-messages";

/**
 * Looks for a person in the stores, all at once, and tells what is found as it comes; a store that fails is a
 * message, and no end. Stops when `signal` aborts, or the reader does. Throws not_permitted, and invalid_input when there is
 * nothing to look for.
 */
export async function* findPerson(
  ctx: Context,
  { text, confirmed, storeIds }: PersonSearchInput,
  signal: AbortSignal,
): AsyncGenerator<PersonMessage> {
  requirePermission(ctx.actor, "memories:read");
  const sought = soughtOf(termsOf(text), linesOf(text), confirmed);
  if (sought.terms.length === 0)
    throw new ExpectedError("invalid_input", "Enter a name, an e-mail or an ID to look for.");
  const leaving = new AbortController();
  const either = AbortSignal.any([signal, leaving.signal]);
  try {
    yield* notSearchedAnywhere(sought);
    const stores = (await listStoreChoices(ctx)).filter(({ id }) => storeIds?.includes(id) ?? true);
    const patterns = termPatterns(sought);
    yield* merged(stores.map((store) => findInStore(ctx, { store, sought, patterns }, either)));
    if (!either.aborted) yield { type: "end" };
  } finally {
    leaving.abort();
  }
}

function* notSearchedAnywhere(sought: Sought): Generator<PersonMessage> {
  for (const { term, isTooShort } of sought.forms)
    if (isTooShort)
      yield {
        type: "not_searched",
        notSearched: { storeId: null, reason: "word_too_short", words: tooShortWords(term) },
      };
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

const failedWords = (name: string, error: unknown): string => {
  const failure = failureOf(error);
  if (failure.isForLog)
    log().error({ requestId: randomUUID(), path: "/api/people", error: errorForLog(error) }, "search failed");
  return `${name}: ${failure.message ?? "The search failed."} What it holds of this person is not known.`;
};
