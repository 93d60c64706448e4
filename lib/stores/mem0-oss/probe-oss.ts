import type { ProbeCheck, ProbeLine, StoreProbe } from "@/lib/stores/probe";
import { StoreError } from "@/lib/errors/store-error";
import type { OssSettings } from "@/lib/stores/store-settings";
import type { OssClient } from "./client";
import type { ReadStore } from "./collection";
import { findRow } from "./listed-store";

type Tried = { client: OssClient; collection: ReadStore | null; settings: OssSettings };
/** What was found; throws what it fails with. */
type Try = () => Promise<string | null>;

const comparedMax = 5;

/**
 * Tries what works, without changing anything. Whether it may delete is not tried: any account may delete by id.
 * The server has no projects and does not reveal its version.
 */
export const probeOss = async (
  { client, collection, settings }: Tried,
  signal: AbortSignal,
): Promise<StoreProbe> => {
  const reached = await attempt("reachable", async () => {
    await client.getAccount(signal).catch(ifAnswered);
    return null;
  });
  if (reached.outcome !== "works")
    return [reached, ...(["key", "list", "delete", "database"] as const).map(notTried)];

  let role: string | null = null;
  const key = await attempt("key", async () => {
    const startedAt = performance.now();
    ({ role } = await client.getAccount(signal));
    return `${role}, ${((performance.now() - startedAt) / 1000).toFixed(2)} s per request`;
  });
  if (key.outcome !== "works")
    return [reached, key, ...(["list", "delete", "database"] as const).map(notTried)];

  const list = await attempt("list", async () => {
    const entities = await client.listEntities(signal);
    // Without a database everything can be listed by an admin only.
    if (collection === null) await client.listAll(signal);
    return entities.length === 1 ? "1 user, agent or run" : `${entities.length} users, agents and runs`;
  });
  const mayDelete: ProbeLine = { check: "delete", outcome: "works", errorCode: null, found: role };
  const database =
    collection === null
      ? notTried("database")
      : await attempt("database", () => tryDatabase({ client, collection, settings }, signal));
  return [reached, key, list, mayDelete, database];
};

/** Whether the database is that of the server: some of the memories of each are looked for in the other. */
const tryDatabase = async (
  { client, collection, settings }: Tried & { collection: ReadStore },
  signal: AbortSignal,
): Promise<string> => {
  const { vector_store } = await client.getConfiguration(signal);
  if (vector_store.provider !== "pgvector") throw new StoreError("not_supported");
  const inUse = vector_store.config.collection_name;
  if (inUse !== undefined && inUse !== settings.collection) throw new StoreError("disagreeing");
  const { value } = await collection.count(null, signal);
  const { memories } = await collection.list({
    filter: null,
    sort: { field: "created_at", direction: "desc" },
    cursor: null,
    limit: comparedMax,
  });
  const shown = await Promise.all(memories.map(({ id }) => findRow(client, id, signal)));
  const isEmptyHereOnly = value === 0 && (await client.listEntities(signal)).length > 0;
  if (shown.includes(null) || isEmptyHereOnly) throw new StoreError("disagreeing");
  return `${value} memories`;
};

/** That the key is wrong is an answer, too. */
const ifAnswered = (error: unknown): void => {
  if (!(error instanceof StoreError) || error.status === null) throw error;
};

const attempt = async (check: ProbeCheck, work: Try): Promise<ProbeLine> => {
  try {
    return { check, outcome: "works", errorCode: null, found: await work() };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { check, outcome: "fails", errorCode: error.code, found: null };
  }
};

const notTried = (check: ProbeCheck): ProbeLine => ({
  check,
  outcome: "not_tried",
  errorCode: null,
  found: null,
});
