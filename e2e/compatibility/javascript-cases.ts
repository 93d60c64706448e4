import { randomUUID } from "node:crypto";
import type { default as MemoryClient } from "mem0ai";
import { expect } from "playwright/test";
import { add, countOf, idsOf, untilDone } from "../mem0-client";

export type Clients = {
  admin: MemoryClient;
  viewer: MemoryClient;
  /** Its key is wrong. */
  stranger: MemoryClient;
};
type Case = {
  /** Uses the method and checks what came of it. Where Lethe has no use for it, it rejects with the reason. */
  works: (clients: Clients) => Promise<unknown>;
  /** Uses it so that the server refuses. */
  refused: (clients: Clients) => Promise<unknown>;
};

const unknownId = "00000000-0000-4000-8000-000000000000";
const someone = () => `javascript-${randomUUID().slice(0, 8)}`;
/** Somebody with one memory. */
const withOne = async (client: MemoryClient) => {
  const userId = someone();
  const [id = ""] = await add(client, [`${userId} plays the cello`], { userId });
  return { userId, id };
};
/** An enumeration of the client: naming it would import the client, before its telemetry is off. */
const events = ["memory_add"] as never[];
const hookOf = async (client: MemoryClient) => {
  const { webhookId = "" } = await client.createWebhook({
    name: "Coverage",
    url: "https://hooks.invalid/js",
    eventTypes: events,
  });
  return webhookId;
};
const schema = { type: "object", properties: { memory: { type: "string" }, user_id: { type: "string" } } };

/** Every public method of MemoryClient, in the order of its source. */
export const javascriptCases: Record<string, Case> = {
  ping: {
    works: ({ admin }) => admin.ping(),
    refused: ({ stranger }) => stranger.ping(),
  },
  add: {
    works: async ({ admin }) => {
      const userId = someone();
      const messages = [
        { role: "user" as const, content: "I keep bees" },
        { role: "assistant" as const, content: "How many hives?" },
      ];
      await admin.add(messages, { userId, metadata: { from: "chat" }, customInstructions: "Hobbies." });
      expect((await admin.getAll({ filters: { user_id: userId } })).results).toMatchObject([
        { memory: "I keep bees", userId },
      ]);
    },
    refused: ({ admin }) => admin.add([{ role: "user", content: "I keep bees" }], { infer: false }),
  },
  update: {
    works: async ({ admin }) => {
      const { id } = await withOne(admin);
      await admin.update(id, { text: "Sold the cello", metadata: { sold: true } });
      expect(await admin.get(id)).toMatchObject({ memory: "Sold the cello", metadata: { sold: true } });
    },
    refused: ({ admin }) => admin.update(unknownId, { text: "x" }),
  },
  get: {
    works: async ({ admin }) => {
      const { id, userId } = await withOne(admin);
      expect(await admin.get(id)).toMatchObject({ id, userId });
    },
    refused: ({ admin }) => admin.get(unknownId),
  },
  getAll: {
    works: async ({ admin }) => {
      const { id, userId } = await withOne(admin);
      const page = await admin.getAll({
        filters: { user_id: userId },
        page: 1,
        pageSize: 10,
        latestOnly: true,
      });
      expect(page).toMatchObject({ count: 1, next: null, previous: null });
      expect(idsOf(page.results)).toEqual([id]);
    },
    refused: ({ admin }) => admin.getAll({}),
  },
  search: {
    works: async ({ admin }) => {
      const { id, userId } = await withOne(admin);
      const options = { filters: { user_id: userId }, topK: 3, rerank: true };
      const { results } = await admin.search("cello", options);
      expect(idsOf(results)).toEqual([id]);
    },
    refused: ({ admin }) => admin.search("cello"),
  },
  delete: {
    works: async ({ admin }) => {
      const { id, userId } = await withOne(admin);
      await admin.delete(id);
      expect(await countOf(admin, { user_id: userId })).toBe(0);
    },
    refused: ({ admin }) => admin.delete(unknownId),
  },
  deleteAll: {
    works: async ({ admin }) => {
      const { userId } = await withOne(admin);
      const event = await untilDone(admin, await admin.deleteAll({ userId }));
      expect(event).toMatchObject({ status: "SUCCEEDED", metadata: { deleted_count: 1 } });
    },
    refused: ({ admin }) => admin.deleteAll(),
  },
  history: {
    works: async ({ admin }) => {
      const { id } = await withOne(admin);
      expect(await admin.history(id)).toMatchObject([{ event: "ADD", memoryId: id }]);
    },
    refused: ({ admin }) => admin.history("seven"),
  },
  users: {
    works: async ({ admin }) => {
      const { userId } = await withOne(admin);
      const { results } = await admin.users({ pageSize: 200 });
      expect(results).toContainEqual(expect.objectContaining({ name: userId, type: "user" }));
    },
    refused: ({ admin }) => admin.users({ pageSize: 5_000 }),
  },
  deleteUser: {
    works: async ({ admin }) => {
      const { userId } = await withOne(admin);
      // Its types say that names are numbers.
      // oxlint-disable-next-line typescript/no-deprecated -- It is there, and has to work.
      const answer = await admin.deleteUser({ entity_type: "user", entity_id: userId as never });
      await untilDone(admin, answer);
      expect(await countOf(admin, { user_id: userId })).toBe(0);
    },
    // oxlint-disable-next-line typescript/no-deprecated
    refused: ({ admin }) => admin.deleteUser({ entity_type: "planet", entity_id: 4 }),
  },
  deleteUsers: {
    works: async ({ admin }) => {
      const { userId } = await withOne(admin);
      expect(await admin.deleteUsers({ userId })).toEqual({ message: "Entity deleted successfully." });
      await expect.poll(() => countOf(admin, { user_id: userId }), { timeout: 20_000 }).toBe(0);
    },
    refused: ({ viewer }) => viewer.deleteUsers({ userId: "nobody" }),
  },
  batchUpdate: {
    works: async ({ admin }) => {
      const { id } = await withOne(admin);
      await admin.batchUpdate([{ memoryId: id, text: "Plays the viola" }]);
      expect((await admin.get(id)).memory).toBe("Plays the viola");
    },
    refused: ({ admin }) => admin.batchUpdate([{ memoryId: unknownId, text: "x" }]),
  },
  batchDelete: {
    works: async ({ admin }) => {
      const { id, userId } = await withOne(admin);
      await admin.batchDelete([id]);
      expect(await countOf(admin, { user_id: userId })).toBe(0);
    },
    refused: ({ admin }) => admin.batchDelete(["seven"]),
  },
  getProject: {
    works: async ({ admin }) => {
      const project = await admin.getProject({ fields: ["customInstructions", "customCategories"] });
      expect(Object.keys(project)).toEqual(
        expect.arrayContaining(["customInstructions", "customCategories"]),
      );
    },
    refused: ({ stranger }) => inProjectOf(stranger, () => stranger.getProject({ fields: [] })),
  },
  updateProject: {
    works: async ({ admin }) => {
      const before = await admin.getProject({ fields: ["customInstructions"] });
      await admin.updateProject({ customInstructions: "Only hobbies." });
      const changed = await admin.getProject({ fields: ["customInstructions"] });
      expect(changed.customInstructions).toBe("Only hobbies.");
      await admin.updateProject({ customInstructions: before.customInstructions ?? "" });
    },
    refused: ({ viewer }) => viewer.updateProject({ customInstructions: "Only hobbies." }),
  },
  getWebhooks: {
    works: async ({ admin }) => {
      const webhookId = await hookOf(admin);
      expect(await admin.getWebhooks()).toContainEqual(expect.objectContaining({ webhookId }));
    },
    refused: ({ admin }) => admin.getWebhooks({ projectId: "another" }),
  },
  createWebhook: {
    works: async ({ admin }) => expect(await hookOf(admin)).toMatch(/^[\da-f-]{36}$/),
    refused: ({ admin }) => admin.createWebhook({ name: "", url: "nowhere", eventTypes: events }),
  },
  updateWebhook: {
    works: async ({ admin }) => {
      const webhookId = await hookOf(admin);
      await admin.updateWebhook({ webhookId, name: "Renamed" });
      expect(await admin.getWebhooks()).toContainEqual(
        expect.objectContaining({ webhookId, name: "Renamed" }),
      );
    },
    refused: ({ admin }) => admin.updateWebhook({ webhookId: unknownId, name: "Renamed" }),
  },
  deleteWebhook: {
    works: async ({ admin }) => {
      const webhookId = await hookOf(admin);
      await admin.deleteWebhook({ webhookId });
      expect(JSON.stringify(await admin.getWebhooks())).not.toContain(webhookId);
    },
    refused: ({ admin }) => admin.deleteWebhook({ webhookId: unknownId }),
  },
  feedback: {
    works: async ({ admin }) => {
      const { id } = await withOne(admin);
      const feedback = "NEGATIVE" as never;
      expect(await admin.feedback({ memoryId: id, feedback, feedbackReason: "Too old" })).toMatchObject({
        feedback,
      });
    },
    refused: ({ admin }) => admin.feedback({ memoryId: unknownId, feedback: null }),
  },
  getProfile: {
    works: ({ admin }) => admin.getProfile({ entityId: "nobody" }),
    refused: ({ stranger }) => stranger.getProfile({ entityId: "nobody" }),
  },
  generateProfile: {
    works: ({ admin }) => admin.generateProfile({ entityId: "nobody" }),
    refused: ({ stranger }) => stranger.generateProfile({ entityId: "nobody" }),
  },
  getProfileSettings: {
    works: ({ admin }) => admin.getProfileSettings(),
    refused: ({ stranger }) => stranger.getProfileSettings(),
  },
  updateProfileSettings: {
    works: ({ admin }) => admin.updateProfileSettings({ enabled: true }),
    refused: ({ stranger }) => stranger.updateProfileSettings({ enabled: true }),
  },
  sampleProfiles: {
    works: ({ admin }) => admin.sampleProfiles({ limit: 2 }),
    refused: ({ stranger }) => stranger.sampleProfiles({ limit: 2 }),
  },
  getProfileJob: {
    works: ({ admin }) => admin.getProfileJob(unknownId),
    refused: ({ stranger }) => stranger.getProfileJob(unknownId),
  },
  createMemoryExport: {
    works: async ({ admin }) => {
      const { userId } = await withOne(admin);
      const made = await admin.createMemoryExport({ schema, filters: { user_id: userId } });
      expect(made.id).toMatch(/^[\da-f-]{36}$/);
    },
    refused: ({ admin }) => admin.createMemoryExport({ schema, filters: { planet: "Mars" } }),
  },
  getMemoryExport: {
    works: async ({ admin }) => {
      const { userId } = await withOne(admin);
      const { id } = await admin.createMemoryExport({ schema, filters: { user_id: userId } });
      const dump = JSON.stringify(await admin.getMemoryExport({ memoryExportId: id }));
      expect(dump).toContain(`${userId} plays the cello`);
    },
    refused: ({ admin }) => admin.getMemoryExport({ memoryExportId: unknownId }),
  },
};

/** A client whose key is wrong does not know its project, and would not ask. */
const inProjectOf = (client: MemoryClient, ask: () => Promise<unknown>): Promise<unknown> => {
  Object.assign(client, { organizationId: "lethe", projectId: "lethe" });
  return ask();
};
