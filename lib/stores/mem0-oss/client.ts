import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { isJsonObject } from "@/lib/json/json-object";
import { writeExact } from "@/lib/json/write-exact";
import type { MemoryId, MemoryVersion } from "@/lib/memories/types";
import type { GuardedRequest, StoreRequest } from "@/lib/stores/remote/guarded-request";
import { parseAnswer } from "@/lib/stores/remote/parse-answer";
import { addressPart } from "@/lib/stores/remote/address-part";
import { notUnderstood, understandEntity, type ReadRow } from "@/lib/stores/remote/read-row";
import { StoreError } from "@/lib/errors/store-error";
import type { OssCredentials } from "@/lib/stores/store-settings";
import { answerErrorFrom } from "./answer-error";
import { readMemory } from "./read-memory";
import { openSession } from "./session";

/** Entities by which memories can be listed; the server has no apps. */
export const listedBy = ["user_id", "agent_id", "run_id"] as const;
export type ListedBy = (typeof listedBy)[number];
export type ListScope = Partial<Record<ListedBy, string>>;

/** The most memories that one list answers. A list of this length may have been cut. */
export const listMax = 1_000;
/** The server counts entities on the first so many of its memories, in no order. */
export const entityScanMax = 10_000;

/** Whether there may be memories that it has not counted. Each of those it has names an entity, or could not have been added. */
export const isScanCut = (entities: readonly CountedEntity[]): boolean =>
  entities.reduce((sum, { total_memories }) => sum + total_memories, 0) >= entityScanMax;

/** A step of a memory's history as the server answers it; a DELETE holds the erased text. */
export type HistoryStep = z.infer<typeof historyStepSchema>;

/**
 * Typed requests to Mem0's open-source server (its REST API, `server/main.py`). Nothing here can delete by anything but the id
 * of one memory. Requests that are safe to repeat are tried three times. Throws StoreError, and what `signal` was aborted with.
 */
export type OssClient = {
  /** Who the credentials belong to. */
  getAccount: (signal?: AbortSignal) => Promise<Account>;
  /**
   * At most `listMax`, or fewer if so many are enough, in no order, expired ones among them; for an admin only. Throws StoreError
   * `unlisted` where the server cannot.
   */
  listAll: (signal?: AbortSignal, max?: number) => Promise<ReadRow[]>;
  /**
   * Of these entities, ANDed; at most `listMax`, in no order, expired ones among them. Values that the server would read
   * otherwise are refused.
   */
  list: (scope: ListScope, signal?: AbortSignal) => Promise<ReadRow[]>;
  /** Called by the id that it was asked for by, however the server writes that. */
  find: (id: MemoryId, signal?: AbortSignal) => Promise<ReadRow | null>;
  getHistory: (id: MemoryId, signal?: AbortSignal) => Promise<HistoryStep[]>;
  /** Throws StoreError `unlisted` where the server cannot, as it counts them in its list of everything. */
  listEntities: (signal?: AbortSignal) => Promise<CountedEntity[]>;
  getConfiguration: (signal?: AbortSignal) => Promise<Configuration>;
  /** Whether it was there. An error says nothing about that: the server deletes first, and fails afterwards. */
  deleteMemory: (id: MemoryId, signal?: AbortSignal) => Promise<boolean>;
};

const accountSchema = z.object({ email: z.string(), role: z.string() });
export type Account = z.infer<typeof accountSchema>;

/** Other types than text are passed on, too. */
const writtenText = z
  .unknown()
  .transform((value) => (value == null || typeof value === "string" ? (value ?? null) : writeExact(value)));

const historyStepSchema = z.object({
  event: z.unknown(),
  old_memory: writtenText,
  new_memory: writtenText,
  created_at: writtenText,
  updated_at: writtenText,
});

const entitySchema = z.object({
  id: z.unknown().transform((value) => {
    const id = understandEntity(value);
    return id === notUnderstood || id === null ? writeExact(value ?? null) : id;
  }),
  type: z.enum(["user", "agent", "run"]),
  total_memories: z.int(),
  created_at: z.unknown(),
  updated_at: z.unknown(),
});
export type CountedEntity = z.infer<typeof entitySchema>;

const configurationSchema = z.object({
  vector_store: z.object({
    provider: z.string(),
    config: z.object({ collection_name: z.string().optional(), dbname: z.string().optional() }),
  }),
  /** Its SQLite file, as the server itself sees the path. */
  history_db_path: z.string().optional(),
});
export type Configuration = z.infer<typeof configurationSchema>;

/** Row by row: one of another form hides no other. */
const listSchema = z.object({
  results: z.array(z.unknown()).transform((rows) => rows.map(readMemory)),
});

/** On Qdrant the server takes the two parts of an answer (the memories, and where the next begin) for two memories without any field. */
const isMisread = (rows: readonly unknown[]): boolean =>
  rows.length > 0 && rows.every((row) => isJsonObject(row) && row.id === null && row.memory === null);

const listOfAllSchema = z.object({ results: z.array(z.unknown()) });

export const ossClient = (url: string, credentials: OssCredentials, request: GuardedRequest): OssClient => {
  const session = openSession(url, credentials, request);

  const send = async (part: Pick<StoreRequest, "method" | "signal"> & { path: string }) => {
    const { path, ...rest } = part;
    const answer = await session.send({ ...rest, url: `${url}${path}` });
    const error = answerErrorFrom(answer);
    if (error !== null && answer.status !== 404) throw error;
    return answer;
  };
  const ask = async <Schema extends z.ZodType>(schema: Schema, path: string, signal?: AbortSignal) => {
    const answer = await repeated(() => send({ method: "GET", path, signal }), signal);
    if (answer.status === 404) throw new StoreError("not_supported", 404);
    return parseAnswer(schema, answer);
  };

  const listAll: OssClient["listAll"] = async (signal, max = listMax) => {
    const { results } = await ask(listOfAllSchema, `/memories?top_k=${max}`, signal);
    if (isMisread(results)) throw new StoreError("unlisted");
    return results.map(readMemory);
  };

  const getConfiguration: OssClient["getConfiguration"] = (signal) =>
    ask(configurationSchema, "/configure", signal);

  return {
    getAccount: (signal) => ask(accountSchema, "/auth/me", signal),
    listAll,
    list: async (scope, signal) => {
      const query = new URLSearchParams(scopeQuery(scope));
      query.set("top_k", String(listMax));
      query.set("show_expired", "true");
      return (await ask(listSchema, `/memories?${query.toString()}`, signal)).results;
    },
    find: async (id, signal) => {
      const row = await ask(
        z.record(z.string(), z.unknown()).nullable(),
        `/memories/${addressPart(id)}`,
        signal,
      );
      return row === null ? null : readMemory({ ...row, id });
    },
    getHistory: (id, signal) =>
      ask(z.array(historyStepSchema), `/memories/${addressPart(id)}/history`, signal),
    listEntities: async (signal) => {
      const entities = await ask(z.array(entitySchema), "/entities", signal);
      if (entities.length > 0) return entities;
      const isRefused = (await listAll(signal, 1).catch(ignoreRefusal)) === null;
      // Who may not list everything learns of the vector store all the same.
      const isQdrant = isRefused && (await getConfiguration(signal)).vector_store.provider === "qdrant";
      if (isQdrant) throw new StoreError("unlisted");
      return entities;
    },
    getConfiguration,
    deleteMemory: async (id, signal) => {
      const answer = await repeated(
        () => send({ method: "DELETE", path: `/memories/${addressPart(id)}`, signal }),
        signal,
      );
      return answer.status !== 404;
    },
  };
};

/** Whether the server takes a value as it is: it trims space, refuses some, and reads the star as any value. */
export const isListable = (value: string): boolean =>
  value !== "" && value !== "*" && !/[\s\u001c-\u001f\u0085]/.test(value);

/** An empty or unknown parameter would list everything, so that a scope without a value is a defect of ours. */
const scopeQuery = (scope: ListScope): [string, string][] => {
  const named = listedBy.flatMap((key): [string, string][] => {
    const value = scope[key];
    return value === undefined ? [] : [[key, value]];
  });
  if (named.length === 0 || !named.every(([, value]) => isListable(value)))
    throw new Error("A list needs an entity that the server reads as it is.");
  return named;
};

/** Listing everything needs an admin's rights. */
export const ignoreRefusal = (error: unknown): null => {
  if (error instanceof StoreError && error.code === "forbidden") return null;
  throw error;
};

const triesMax = 3;
const pauseMs = 250;

const repeated = async <Result>(
  work: () => Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> => {
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (error) {
      const mayPass = error instanceof StoreError && ["unreachable", "unavailable"].includes(error.code);
      if (!mayPass || tried === triesMax) throw error;
      // With jitter, so that requests that failed together do not come back together.
      await delay(pauseMs * tried * (0.5 + Math.random()), undefined, { signal });
    }
  }
};

/** What people see of a memory's history: the texts it had. */
export const versionsFrom = (steps: readonly HistoryStep[]): MemoryVersion[] =>
  steps.flatMap(({ event, old_memory, new_memory, created_at, updated_at }) =>
    (event === "ADD" || event === "UPDATE") && new_memory !== null
      ? [{ event, oldMemory: old_memory, newMemory: new_memory, changedAt: updated_at ?? created_at ?? "" }]
      : [],
  );
