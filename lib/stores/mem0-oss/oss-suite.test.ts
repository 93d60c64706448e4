import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll } from "vitest";
import type { Context } from "@/lib/access/context";
import type { Memory } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { addStoreSchema } from "@/lib/stores/schema";
import { addStore } from "@/lib/stores/server/add-store";
import { describeStore } from "@/testing/stores/store-suite";
import { metadataOf, type NewMemory } from "@/testing/stores/suite-memories";
import type { StoreId } from "../store-ids";
import { startOssReplay, type OssReplay } from "@/testing/oss-replay/start-oss-replay";

const collection = "mem0_memories";
const ending: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const end of ending) await end();
});

/** As it is set up by an admin. */
const setUp = async (ctx: Context, replay: OssReplay, databaseUrl: string | null): Promise<StoreId> => {
  const { url, email, password } = replay;
  const connection = {
    kind: "mem0-oss",
    settings: { url, collection },
    credentials: { email, password, databaseUrl },
  };
  return (await addStore(ctx, addStoreSchema.parse({ name: "Mem0", connection }))).id;
};

describeStore("Mem0 OSS, read through its lists,", async ({ context }) => {
  const replay = await startOssReplay();
  ending.push(replay.stop);
  return {
    storeId: await setUp(context(), replay, null),
    put: (memories) => put(replay, memories),
    change: (id, text) => replay.memories.update(id, text, {}),
    isHistoryKept: true,
  };
});

describeStore("Mem0 OSS, read in its database,", async ({ context, url }) => {
  const pool = new pg.Pool({ connectionString: url() });
  const replay = await startOssReplay({ collection: { pool, table: collection } });
  // The database goes before this does.
  pool.on("error", () => undefined);
  ending.push(replay.stop, () => pool.end());
  return {
    storeId: await setUp(context(), replay, url()),
    put: (memories) => put(replay, memories),
    change: (id, text) => replay.memories.update(id, text, {}),
    isHistoryKept: true,
  };
});

const put = async (replay: OssReplay, memories: readonly NewMemory[]): Promise<Memory[]> => {
  const made = memories.map(({ isSuperseded: _isSuperseded, ...memory }): Memory => ({
    ...memory,
    id: memoryIdSchema.parse(randomUUID()),
    // What the server knows nothing of.
    appId: null,
    categories: [],
    immutable: false,
    supersededBy: null,
    importId: null,
    isSample: false,
    feedback: null,
    feedbackReason: null,
  }));
  const rows = made.map(
    ({ id, memory, userId, agentId, runId, expirationDate, createdAt, updatedAt, metadata }) => ({
      id,
      payload: {
        ...metadataOf({ metadata }),
        data: memory,
        ...(userId === null ? {} : { user_id: userId }),
        ...(agentId === null ? {} : { agent_id: agentId }),
        ...(runId === null ? {} : { run_id: runId }),
        ...(expirationDate === null ? {} : { expiration_date: expirationDate }),
        created_at: createdAt.replace("Z", "789+00:00"),
        updated_at: updatedAt.replace("Z", "789+00:00"),
        text_lemmatized: memory,
      },
    }),
  );
  await replay.memories.put(rows, { isInferred: false });
  return made;
};
