import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { addStoreSchema } from "@/lib/stores/schema";
import { addStore } from "@/lib/stores/server/add-store";
import { builtinStoreId, type StoreId } from "@/lib/stores/store-ids";
import { startOssReplay, type OssReplay } from "@/testing/oss-replay/start-oss-replay";
import { useTestDatabase } from "@/testing/test-database";
import { deletionInput, requested, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { previewSelection } from "./preview-selection";

const { database, context } = useTestDatabase();
let replay: OssReplay;
let remoteId: StoreId;

beforeAll(async () => {
  replay = await startOssReplay();
  const connection = {
    kind: "mem0-oss",
    settings: { url: replay.url },
    credentials: { email: replay.email, password: replay.password, databaseUrl: null },
  };
  remoteId = (await addStore(context(), addStoreSchema.parse({ name: "Mem0", connection }))).id;
  await replay.memories.add(["Keeps bees."], { user_id: "iris" }, { isInferred: false });
  await storeMemories(database(), 1, { userId: "iris" });
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(() => replay.stop());

describe("previewSelection", () => {
  it.each(["built-in", "remote"])(
    "of the %s store is dated by the clock that checks its cutoff, not by this machine's",
    async (which) => {
      const storeId = which === "remote" ? remoteId : builtinStoreId;
      const selection = { kind: "entity" as const, entity: { kind: "user" as const, value: "iris" } };
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
      const { count, cutoffAt } = await previewSelection(context(), { storeId, selection });
      const input = { ...deletionInput({ selection, expectedCount: count }, { cutoffAt }), storeId };
      await expect(requested(context(), input)).resolves.toMatchObject({ expectedCount: 1 });
    },
  );
});
