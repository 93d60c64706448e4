import type { ProbeCheck, ProbeLine, StoreProbe } from "@/lib/stores/probe";
import { StoreError } from "@/lib/errors/store-error";
import { databaseNameOf, type OssCredentials, type OssSettings } from "@/lib/stores/store-settings";
import { ignoreRefusal, type OssClient } from "./client";
import type { ReadStore } from "./collection";
import { findRow } from "./listed-store";

type Tried = {
  client: OssClient;
  collection: ReadStore | null;
  settings: OssSettings;
  credentials: OssCredentials;
};
/** What was found; throws what it fails with. */
type Try = () => Promise<string | null>;

const comparedMax = 5;

/** Mem0's server checks a key of its dashboard with bcrypt, at every request. */
const slowKeySeconds = 0.1;

/**
 * Tries what works, without changing anything. Whether it may delete is not tried: any account may delete by id.
 * The server has no projects and does not reveal its version.
 */
export const probeOss = async (
  { client, collection, settings, credentials }: Tried,
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
    role = await roleOf(client, signal);
    const seconds = (performance.now() - startedAt) / 1000;
    const isSlowKey = "apiKey" in credentials && seconds >= slowKeySeconds;
    return `${role}, ${seconds.toFixed(2)} s per request${isSlowKey ? ". Signing in with a password is much faster" : ""}`;
  });
  if (key.outcome !== "works")
    return [reached, key, ...(["list", "delete", "database"] as const).map(notTried)];

  const list = await attempt("list", async () => {
    const entities = await client.listEntities(signal).catch(ignoreUnlisted);
    if (entities === null)
      return "Only what a user, an agent or a run has: the server’s vector store does not list everything";
    // Without a database everything can be listed by an admin only.
    if (collection === null) await client.listAll(signal, 1);
    return entities.length === 1 ? "1 user, agent or run" : `${entities.length} users, agents and runs`;
  });
  const mayDelete: ProbeLine = { check: "delete", outcome: "works", errorCode: null, found: role };
  const database =
    collection === null
      ? notTried("database")
      : await attempt("database", () => tryDatabase({ client, collection, settings, credentials }, signal));
  return [reached, key, list, mayDelete, database];
};

/** A key of the server's environment is nobody's as long as nobody has registered, and lists all the same. */
const roleOf = async (client: OssClient, signal: AbortSignal): Promise<string> => {
  try {
    return (await client.getAccount(signal)).role;
  } catch (error) {
    if (!(error instanceof StoreError && error.code === "unauthorized")) throw error;
    await client.listAll(signal, 1).catch(ignoreUnlisted);
    return "admin";
  }
};

const ignoreUnlisted = (error: unknown): null => {
  if (error instanceof StoreError && error.code === "unlisted") return null;
  throw error;
};

/**
 * Whether the database is that of the server: some of the memories of each are looked for in the other. Where neither has any,
 * the name of the database is all there is to compare.
 */
const tryDatabase = async (
  { client, collection, settings, credentials }: Tried & { collection: ReadStore },
  signal: AbortSignal,
): Promise<string> => {
  const { vector_store } = await client.getConfiguration(signal);
  if (vector_store.provider !== "pgvector") throw new StoreError("disagreeing");
  const { collection_name, dbname } = vector_store.config;
  if (collection_name !== undefined && collection_name !== settings.collection)
    throw new StoreError("disagreeing");
  const { value } = await collection.count(null, signal);
  const { memories } = await collection.list({
    filter: null,
    sort: { field: "created_at", direction: "desc" },
    cursor: null,
    limit: comparedMax,
  });
  const inServer = await Promise.all(memories.map(({ id }) => findRow(client, id, signal)));
  const listed = (await client.listAll(signal, comparedMax).catch(ignoreRefusal)) ?? [];
  const ids = listed.flatMap(({ id }) => id ?? []);
  const here = await collection.findMany({ ids, signal });
  const isOther =
    inServer.includes(null) ||
    here.memories.length + here.unreadable.length < ids.length ||
    (value === 0 && dbname !== undefined && dbname !== databaseNameOf(credentials));
  if (isOther) throw new StoreError("disagreeing");
  return value === 1 ? "1 memory" : `${value} memories`;
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
