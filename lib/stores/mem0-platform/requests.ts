import { setTimeout as delay } from "node:timers/promises";
import { batchSizeMax } from "../selection";
import type { MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import type { ReadRow } from "@/lib/stores/remote/read-row";
import type { StoreAnswer } from "@/lib/stores/remote/guarded-request";
import { addressPart } from "@/lib/stores/remote/address-part";
import { isJsonObject } from "@/lib/json/json-object";
import { parseAnswer, parseJson } from "@/lib/stores/remote/parse-answer";
import { StoreError, type StoreErrorCode } from "@/lib/errors/store-error";
import type { PlatformStoreInput } from "@/lib/stores/store-settings";
import { answerErrorFrom, isMemoryAbsent } from "./answer-error";
import {
  entityPageSchema,
  eventSchema,
  foundSchema,
  historySchema,
  listPageSchema,
  pingSchema,
  profileSchema,
  queuedSchema,
  searchSchema,
  type EntityPageAnswer,
  type HistoryStep,
  type ListPage,
  type Ping,
  type ProfileAnswer,
} from "./answers";
import { makePacer } from "./pacer";
import { readMemoryAskedFor } from "./read-memory";
import type { PlatformFilter } from "./platform-filter";

/** The most memories that one page holds. */
export const pageSizeMax = 200;

/** What a search answers at most. */
const foundMax = 1_000;

/** At once, over all that a store is asked. Mem0 publishes no limits. */
export const parallelMax = 4;

/** A 429 says that nothing was done, so that it is asked again more often. */
const limitedAttemptsMax = 10;

/** A longer wait is reported as an error instead. */
const pauseSecondsMax = 60;
const batchTimeoutSeconds = 60;

/** Ids to delete: at least one, by its type. */
export type SomeIds = readonly [MemoryId, ...MemoryId[]];

/**
 * Everything that Lethe asks the Platform. Throws StoreError, and what `signal` was aborted with.
 *
 * No memory is deleted by anything but its id. `DELETE /v1/memories/?…` and the deletion of entities are not used for it, although the
 * Platform could do a single-entity scope on its own: its filters may be widened (it says so of several; it wiped the project
 * when there was none), it takes what was stored after the cutoff, and it answers before it has begun. Ids that were frozen
 * are exactly what was confirmed, and cost a request per thousand. A user is deleted only when asked for by name, with no memory left:
 * that is the one way to its profile.
 */
export type PlatformRequests = {
  /** Whose key it is. */
  ping: (signal?: AbortSignal) => Promise<Ping>;
  /** With all that is normally hidden. Null when the page lies behind the end. */
  listPage: (wish: PageWish, signal?: AbortSignal) => Promise<ListPage | null>;
  find: (id: MemoryId, signal?: AbortSignal) => Promise<ReadRow | null>;
  /** Oldest first; empty when there is none. */
  listHistory: (id: MemoryId, signal?: AbortSignal) => Promise<HistoryStep[]>;
  /** At most `foundMax`. */
  search: (query: string, filters: PlatformFilter, signal?: AbortSignal) => Promise<ReadRow[]>;
  /** Null when the page lies behind the end. */
  listEntities: (page: number, signal?: AbortSignal) => Promise<EntityPageAnswer | null>;
  /** At most `batchSizeMax`. False when the store refuses all of them because some are not there. Says nothing about any of them. */
  deleteBatch: (ids: SomeIds, signal?: AbortSignal) => Promise<boolean>;
  /** Whether it was there. */
  deleteMemory: (id: MemoryId, signal?: AbortSignal) => Promise<boolean>;
  /** Null when nothing of this name is known at this address: no such user, or no profiles (`hasProfiles`). */
  getProfile: (userId: string, signal?: AbortSignal) => Promise<ProfileAnswer | null>;
  /** Whether this Mem0 has profiles that can be asked for. */
  hasProfiles: (signal?: AbortSignal) => Promise<boolean>;
  /** Has a user deleted with all that names it, later. The event that tells when; null when the answer names none. */
  deleteUser: (userId: string, signal?: AbortSignal) => Promise<string | null>;
  /** Whether an event has come to its end, well or not; also when it is not known any more. */
  isEventOver: (id: string, signal?: AbortSignal) => Promise<boolean>;
};

export type PageWish = { filters: PlatformFilter; page: number; pageSize: number };

type Read = { method: "GET" | "POST"; path: string; json?: unknown };

/** The only requests that are sent with DELETE. */
type Delete = { ids: SomeIds } | { id: MemoryId } | { userId: string };

export const platformRequests = ({
  request,
  settings,
  credentials,
}: Pick<PlatformStoreInput, "request" | "settings" | "credentials">): PlatformRequests => {
  const pacer = makePacer(parallelMax);
  const headers = { authorization: `Token ${credentials.apiKey}` };
  const base = { headers };

  /** Sends until it is answered; anything but success and 404 is thrown. */
  const send = async (
    once: () => Promise<StoreAnswer>,
    passing: ReadonlySet<StoreErrorCode>,
    signal: AbortSignal | undefined,
  ): Promise<StoreAnswer> => {
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await pacer.run(once, signal);
        const error = answerErrorFrom(answer);
        if (error !== null && answer.status !== 404) throw error;
        return answer;
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        if (error.status === 429) {
          const seconds = error.retryAfterSeconds ?? 0.25 * 2 ** attempt;
          if (attempt >= limitedAttemptsMax || seconds > pauseSecondsMax) throw error;
          pacer.pause(seconds);
        } else if (attempt >= attemptsMaxOf(error) || !passing.has(error.code)) throw error;
        else await delay(100 * 2 ** attempt * (0.5 + Math.random()), undefined, { signal });
      }
    }
  };

  /** `understand` is part of the attempt: an answer that was cut on its way is asked for again. */
  const read = async <Result>(
    { method, path, json }: Read,
    signal: AbortSignal | undefined,
    understand: (answer: StoreAnswer) => Result,
  ): Promise<Result> => {
    let understood: { result: Result } | undefined;
    const once = async () => {
      const answer = await request({ ...base, method, url: `${settings.url}${path}`, json, signal });
      if (answerErrorFrom(answer) === null || answer.status === 404)
        understood = { result: understand(answer) };
      return answer;
    };
    await send(once, repeatedReads, signal);
    if (understood === undefined) throw new Error("An answer that is no error was not read.");
    return understood.result;
  };

  const remove = (target: Delete, signal: AbortSignal | undefined): Promise<StoreAnswer> => {
    const { path, json } = deleteOf(target);
    const once = () =>
      request({
        ...base,
        method: "DELETE",
        url: `${settings.url}${path}`,
        json,
        signal,
        timeoutSeconds: batchTimeoutSeconds,
      });
    // Whether it was done is found out by reading, not by sending it again.
    return send(once, none, signal);
  };

  return {
    ping: (signal) => read({ method: "GET", path: "/v1/ping/" }, signal, only(pingSchema)),
    listPage: ({ filters, page, pageSize }, signal) =>
      read(
        {
          method: "POST",
          path: `/v3/memories/?page=${page}&page_size=${pageSize}`,
          json: { filters, ...everythingShown },
        },
        signal,
        (answer) => (answer.status === 404 && page > 1 ? null : only(listPageSchema)(answer)),
      ),
    find: (id, signal) =>
      read({ method: "GET", path: `/v1/memories/${addressPart(id)}/` }, signal, (answer) => {
        const found = isMemoryAbsent(answer) ? null : only(foundSchema)(answer);
        return found === null ? null : readMemoryAskedFor(id, found);
      }),
    listHistory: (id, signal) =>
      read({ method: "GET", path: `/v1/memories/${addressPart(id)}/history/` }, signal, (answer) =>
        isMemoryAbsent(answer)
          ? []
          : only(historySchema)(answer).sort((a, b) => compareTexts(a.created_at ?? "", b.created_at ?? "")),
      ),
    search: async (query, filters, signal) => {
      const json = { query, filters, top_k: foundMax, threshold: 0, ...everythingShown };
      return (await read({ method: "POST", path: "/v3/memories/search/", json }, signal, only(searchSchema)))
        .results;
    },
    listEntities: (page, signal) =>
      read(
        { method: "GET", path: `/v1/entities/?page=${page}&page_size=${pageSizeMax}` },
        signal,
        (answer) => (answer.status === 404 && page > 1 ? null : only(entityPageSchema)(answer)),
      ),
    deleteBatch: async (ids, signal) => (await remove({ ids }, signal)).status !== 404,
    deleteMemory: async (id, signal) => {
      const answer = await remove({ id }, signal);
      if (answer.status === 404 && !isMemoryAbsent(answer)) throw new StoreError("refused", 404);
      return answer.status !== 404;
    },
    getProfile: (userId, signal) =>
      read({ method: "GET", path: `${userPath(userId)}profile/` }, signal, (answer) =>
        answer.status === 404 ? null : parseAnswer(profileSchema, answer),
      ),
    hasProfiles: (signal) =>
      read(
        { method: "GET", path: "/v2/profiles/settings/" },
        signal,
        (answer) => answer.status !== 404 && isJsonObject(parseJson(answer.text)),
      ),
    deleteUser: async (userId, signal) => {
      const answer = await remove({ userId }, signal);
      return answer.status === 404 ? null : (parseAnswer(queuedSchema, answer).event_id ?? null);
    },
    isEventOver: (id, signal) =>
      read(
        { method: "GET", path: `/v1/event/${encodeURIComponent(id)}/` },
        signal,
        (answer) =>
          answer.status === 404 || ["SUCCEEDED", "FAILED"].includes(parseAnswer(eventSchema, answer).status),
      ),
  };
};

const userPath = (userId: string): string => {
  // Read as any user at all, or as a way up.
  if (userId === "" || userId === "*" || userId === "." || userId === "..")
    throw new StoreError("not_supported");
  return `/v2/entities/user/${encodeURIComponent(userId)}/`;
};

/** An answer that was cut on its way is whole the next time; one that is not is asked for no further, as it may be megabytes. */
const attemptsMaxOf = ({ code, status }: StoreError): number => {
  if (code === "bad_answer") return status === 200 ? 2 : 1;
  return status === 413 ? 1 : 4;
};

/** Superseded ones are shown unless `latest_only`. */
const everythingShown = { show_expired: true, include_merged: true, latest_only: false };

const repeatedReads: ReadonlySet<StoreErrorCode> = new Set(["unreachable", "unavailable", "bad_answer"]);
const none: ReadonlySet<StoreErrorCode> = new Set();

const only =
  <Schema extends Parameters<typeof parseAnswer>[0]>(schema: Schema) =>
  (answer: StoreAnswer) => {
    if (answer.status === 404) throw new StoreError("refused", 404);
    return parseAnswer(schema, answer);
  };

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Checked when it runs as well: a value that is not an id would make another address of it. */
const deleteOf = (target: Delete): { path: string; json?: unknown } => {
  if ("userId" in target) return { path: userPath(target.userId) };
  if ("id" in target) return { path: `/v1/memories/${addressPart(target.id)}/` };
  const ids = target.ids.map((id) => memoryIdSchema.parse(id));
  if (ids.length === 0 || ids.length > batchSizeMax)
    throw new Error(`A batch has 1 to ${batchSizeMax} ids, not ${ids.length}.`);
  return { path: "/v1/batch/", json: { memories: ids.map((id) => ({ memory_id: id })) } };
};
