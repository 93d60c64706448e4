import type pg from "pg";
import type { MemoryId } from "@/lib/memories/types";
import type { ResidueInput, ResidueLine, ResiduePlace, StoreResidue } from "@/lib/stores/residue";
import { StoreError } from "@/lib/errors/store-error";
import type { OssSettings } from "@/lib/stores/store-settings";
import { listedBy, type ListScope, type OssClient } from "./client";
import { countEntityRows, entityTableOf, purgeEntityRows } from "./entity-rows";
import { openHistoryFile, type HistoryFile } from "./history-file";

type Reached = {
  client: OssClient;
  /** Null without a database's address. */
  pool: pg.Pool | null;
  settings: OssSettings;
  findRemembered: (ids: readonly MemoryId[], signal: AbortSignal) => Promise<ReadonlySet<MemoryId>>;
};

/** What Mem0's server keeps of deleted memories. Only its reset clears it, which deletes everything else as well. */
export const ossResidue = (reached: Reached): StoreResidue => ({
  places: ["history", "chat_turns", "entities"],
  find: async (input) => [
    await findHistory(reached, input),
    await findTurns(reached, input),
    await findEntities(reached, input),
  ],
  purge: async ({ place, ...input }) => {
    switch (place) {
      case "history":
        return withFile(reached, (file) => file.purgeSteps(input.ids));
      case "chat_turns":
        return withFile(reached, (file) => file.purgeTurns(scopeOf(input)));
      case "entities":
        if (reached.pool === null) throw new StoreError("not_supported");
        return purgeEntityRows(reached.pool, reached.settings.collection, [...input.ids]);
      case "profile":
        throw new StoreError("not_supported");
    }
  },
});

const findHistory = async (
  reached: Reached,
  { ids, remembered: known, signal }: ResidueInput,
): Promise<ResidueLine> => {
  const where = await historyPath(reached, signal);
  const line = await lineOf("history", where, hasFile(reached), () =>
    withFile(reached, (file) => file.countSteps(ids)),
  );
  if (line.outcome !== "out_of_reach") return line;
  // The server shows its history to every key, and removes nothing from it.
  const remembered = known ?? (await reached.findRemembered([...ids], signal));
  return { ...line, outcome: remembered.size > 0 ? "found" : "none", count: remembered.size };
};

const findTurns = async (reached: Reached, input: ResidueInput): Promise<ResidueLine> => {
  const where = await historyPath(reached, input.signal);
  const scope = scopeOf(input);
  if (Object.keys(scope).length === 0)
    return { place: "chat_turns", outcome: "unknown", count: 0, canPurge: false, errorCode: null, where };
  return lineOf("chat_turns", where, hasFile(reached), () =>
    withFile(reached, (file) => file.countTurns(scope)),
  );
};

const findEntities = ({ pool, settings }: Reached, { ids }: ResidueInput): Promise<ResidueLine> =>
  lineOf("entities", entityTableOf(settings.collection), pool !== null, () => {
    if (pool === null) throw new StoreError("not_supported");
    return countEntityRows(pool, settings.collection, [...ids]);
  });

const lineOf = async (
  place: ResiduePlace,
  where: string,
  isConfigured: boolean,
  count: () => Promise<number>,
): Promise<ResidueLine> => {
  const outOfReach = { place, outcome: "out_of_reach" as const, count: 0, canPurge: false, where };
  if (!isConfigured) return { ...outOfReach, errorCode: "not_configured" };
  try {
    const found = await count();
    return {
      place,
      outcome: found > 0 ? "found" : "none",
      count: found,
      canPurge: found > 0,
      errorCode: null,
      where,
    };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { ...outOfReach, errorCode: error.code };
  }
};

/** Ours, or else the server's own word for it. */
const historyPath = async ({ client, settings }: Reached, signal: AbortSignal): Promise<string> =>
  settings.historyDbPath ?? (await client.getConfiguration(signal)).history_db_path ?? "HISTORY_DB_PATH";

const hasFile = ({ settings }: Reached): boolean => settings.historyDbPath !== null;

const withFile = async <Result>(
  { settings }: Reached,
  work: (file: HistoryFile) => Promise<Result>,
): Promise<Result> => {
  if (settings.historyDbPath === null) throw new StoreError("not_supported");
  const file = await openHistoryFile(settings.historyDbPath);
  try {
    return await work(file);
  } finally {
    file.close();
  }
};

const scopeOf = ({ entities }: ResidueInput): ListScope =>
  Object.fromEntries(listedBy.flatMap((key) => (entities[key] === undefined ? [] : [[key, entities[key]]])));
