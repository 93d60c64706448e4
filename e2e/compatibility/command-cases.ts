import { randomUUID } from "node:crypto";
import { expect } from "playwright/test";
import type { CommandLine } from "./command-line";

export type CommandLines = {
  admin: CommandLine;
  viewer: CommandLine;
  /** Its key is wrong. */
  stranger: CommandLine;
  /** It is set up as an account that Mem0 makes for an agent. */
  agent: CommandLine;
  /** It has no configuration and no key. */
  newcomer: CommandLine;
  adminKey: string;
  store: Store;
};
/** What is stored, put there and looked up without the command line: starting it takes long. */
export type Store = {
  /** Somebody with one memory, stored as it is. */
  addOne: () => Promise<{ user: string; id: string }>;
  /** Stores so many memories of somebody, as they are. */
  add: (user: string, count: number) => Promise<void>;
  memoriesOf: (user: string) => Promise<{ id: string; memory: string }[]>;
};
type Case = {
  /** Uses the command and checks what came of it. Where Lethe has no use for it, it throws the reason. */
  works: (lines: CommandLines) => Promise<unknown>;
  /** Uses it so that it is refused, and answers what was said. */
  refused: (lines: CommandLines) => Promise<string>;
  /** Whether it asks no server. */
  isLocal?: true;
  /** Whether nothing else may run meanwhile. */
  isAlone?: true;
  /** What the command line does of itself, whatever server it asks, and people have to know. The case shows that it is so. */
  toKnow?: string;
};

const unknownId = "00000000-0000-4000-8000-000000000000";
const someone = () => `command-${randomUUID().slice(0, 8)}`;

/** A deletion is run in the background. */
const patience = { timeout: 20_000 };

/** What a command says when it fails, as it has to. */
const saidOnFailing = async ({ run }: CommandLine, ...args: string[]): Promise<string> => {
  const { status, stdout, stderr } = await run(args);
  expect(status, stdout).not.toBe(0);
  return `${stdout}${stderr}`;
};
const orThrow = async ({ run }: CommandLine, args: string[], env?: Record<string, string>) => {
  const { status, stdout, stderr } = await run(args, env);
  if (status !== 0) throw new Error(`${stdout}${stderr}`);
  return `${stdout}${stderr}`;
};

/** Every command, and what of "delete" and "init" is one by itself. The first words are the command's name. */
export const commandCases: Record<string, Case> = {
  "init --api-key": {
    works: async ({ newcomer, adminKey }) => {
      const said = await orThrow(newcomer, ["init", "--api-key", adminKey, "--user-id", "ann", "--force"]);
      expect(said).toContain("Connected to mem0 Platform");
      expect(await orThrow(newcomer, ["config", "get", "defaults.user_id"])).toContain("ann");
    },
    refused: async ({ newcomer }) =>
      orThrow(newcomer, ["init", "--api-key", "lethe_wrong", "--user-id", "ann", "--force"]),
  },
  "init --email": {
    works: ({ newcomer }) => orThrow(newcomer, ["init", "--email", "ann@example.com", "--force"]),
    refused: ({ newcomer }) =>
      saidOnFailing(newcomer, "init", "--email", "ann@example.com", "--code", "123456", "--force"),
  },
  "init --agent": {
    works: ({ newcomer }) => orThrow(newcomer, ["init", "--agent", "--force"], { MEM0_API_KEY: "" }),
    refused: ({ newcomer }) => saidOnFailing(newcomer, "init", "--agent", "--source", "github", "--force"),
  },
  identify: {
    works: ({ agent }) => orThrow(agent, ["identify", "claude-code"]),
    refused: ({ agent }) => saidOnFailing(agent, "identify", "x".repeat(300)),
  },
  whoami: {
    isLocal: true,
    works: async ({ agent }) => expect(await orThrow(agent, ["whoami"])).toContain("user_of_an_agent"),
    refused: ({ viewer }) => saidOnFailing(viewer, "whoami"),
  },
  "agent-rush add": {
    works: ({ admin }) => orThrow(admin, ["agent-rush", "add", "I like puzzles of every kind."]),
    refused: ({ stranger }) => saidOnFailing(stranger, "agent-rush", "add", "I like puzzles."),
  },
  "agent-rush search": {
    works: ({ admin }) => orThrow(admin, ["agent-rush", "search", "puzzles"]),
    refused: ({ stranger }) => saidOnFailing(stranger, "agent-rush", "search", "puzzles"),
  },
  add: {
    works: async ({ admin, store }) => {
      const user = someone();
      await admin.data(["add", "I keep bees", "-u", user, "--metadata", '{"from":"cli"}']);
      await admin.data(["add", "I keep hens", "-u", user, "--no-infer", "--expires", "2099-01-31"]);
      const memories = (await store.memoriesOf(user)).map(({ memory }) => memory).sort();
      expect(memories).toEqual(["I keep bees", "I keep hens"]);
    },
    refused: ({ admin }) => saidOnFailing(admin, "add", "I keep bees", "--no-infer"),
  },
  search: {
    works: async ({ admin, store }) => {
      const { user, id } = await store.addOne();
      expect(await admin.data(["search", "cello", "-u", user])).toMatchObject([{ id }]);
    },
    refused: ({ admin }) =>
      saidOnFailing(
        admin,
        "search",
        "cello",
        "-u",
        "ann",
        "--filter",
        '{"AND":[{"categories":{"in":["work"]}}]}',
      ),
    toKnow:
      "A `--filter` with AND or OR takes the place of `--user-id` and its like, so it has to name a user, agent, app or run itself.",
  },
  get: {
    works: async ({ admin, store }) => {
      const { id } = await store.addOne();
      expect(await admin.data(["get", id])).toMatchObject({ id });
    },
    refused: ({ admin }) => saidOnFailing(admin, "get", unknownId),
  },
  list: {
    works: async ({ admin, store }) => {
      const { user, id } = await store.addOne();
      const listed = await admin.data(["list", "-u", user, "--after", "2020-01-01", "--page-size", "10"]);
      expect(listed).toMatchObject([{ id }]);
    },
    refused: ({ admin }) => saidOnFailing(admin, "list"),
  },
  update: {
    works: async ({ admin, store }) => {
      const { id } = await store.addOne();
      await admin.data(["update", id, "Sold the cello", "--metadata", '{"sold":true}']);
      expect(await admin.data(["get", id])).toMatchObject({ memory: "Sold the cello" });
    },
    refused: ({ admin }) => saidOnFailing(admin, "update", unknownId, "Sold the cello"),
  },
  "delete ID": {
    works: async ({ admin, store }) => {
      const { user, id } = await store.addOne();
      await admin.data(["delete", id, "--delete-linked", "--force"]);
      expect(await store.memoriesOf(user)).toEqual([]);
    },
    refused: ({ admin }) => saidOnFailing(admin, "delete", unknownId, "--force"),
  },
  "delete ID --dry-run": {
    works: async ({ admin, store }) => {
      const { user, id } = await store.addOne();
      expect(await orThrow(admin, ["delete", id, "--dry-run"])).toContain("No changes made");
      expect(await store.memoriesOf(user)).toHaveLength(1);
    },
    refused: ({ admin }) => saidOnFailing(admin, "delete", unknownId, "--dry-run"),
  },
  "delete --all": {
    works: async ({ admin, store }) => {
      const { user } = await store.addOne();
      await admin.data(["delete", "--all", "-u", user, "--force"]);
      await expect.poll(() => store.memoriesOf(user), patience).toEqual([]);
    },
    refused: ({ admin }) => saidOnFailing(admin, "delete", "--all", "--force"),
  },
  "delete --all --dry-run": {
    works: async ({ admin, store }) => {
      const user = someone();
      await store.add(user, 101);
      const said = await orThrow(admin, ["delete", "--all", "-u", user, "--dry-run"]);
      expect(said).toContain("Would delete 100 memories");
      expect(await store.memoriesOf(user)).toHaveLength(101);
    },
    refused: ({ admin }) => saidOnFailing(admin, "delete", "--all", "--dry-run"),
    toKnow:
      "It counts the first page, so it never says more than 100. The preview of Lethe's console counts all.",
  },
  "delete --all --project": {
    isAlone: true,
    works: async ({ admin, store }) => {
      const { user } = await store.addOne();
      await admin.data(["delete", "--all", "--project", "--dry-run", "--force"]);
      await expect.poll(() => store.memoriesOf(user), patience).toEqual([]);
    },
    refused: ({ viewer }) => saidOnFailing(viewer, "delete", "--all", "--project", "--force"),
    toKnow:
      "`--dry-run` has no effect here: **everything is deleted.** Settings → Safety makes this wait for a second admin.",
  },
  "delete --entity": {
    works: async ({ admin, store }) => {
      const { user } = await store.addOne();
      await admin.data(["delete", "--entity", "-u", user, "--force"]);
      await expect.poll(() => store.memoriesOf(user), patience).toEqual([]);
    },
    refused: ({ viewer }) => saidOnFailing(viewer, "delete", "--entity", "-u", "ann", "--force"),
  },
  import: {
    works: async ({ admin, store }) => {
      const user = someone();
      const memories = [{ memory: "Keeps bees" }, { text: "Keeps hens", metadata: { from: "file" } }];
      const file = admin.write("memories.json", memories);
      expect(await admin.data(["import", file, "-u", user])).toMatchObject({ added: 2, failed: 0 });
      expect(await store.memoriesOf(user)).toHaveLength(2);
    },
    refused: async ({ viewer }) => {
      const file = viewer.write("memories.json", [{ memory: "Keeps bees" }]);
      expect(await viewer.data(["import", file, "-u", "ann"])).toMatchObject({ added: 0, failed: 1 });
      return "1 failed";
    },
    toKnow:
      "It cannot send `infer: false`, so Lethe needs a model. Of what is refused it says how many, not why. `npm run import -- FILE` and the page Import need no model; there the text is in `memory`.",
  },
  "config show": {
    isLocal: true,
    works: async ({ admin }) =>
      expect(await orThrow(admin, ["config", "show"])).toContain("platform.base_url"),
    refused: ({ admin }) => saidOnFailing(admin, "config", "show", "--unknown"),
  },
  "config get": {
    isLocal: true,
    works: async ({ admin }) =>
      expect(await orThrow(admin, ["config", "get", "platform.base_url"])).toContain("http://127.0.0.1"),
    refused: ({ admin }) => saidOnFailing(admin, "config", "get"),
  },
  "config set": {
    isLocal: true,
    works: async ({ stranger }) => {
      await orThrow(stranger, ["config", "set", "defaults.user_id", "ann"]);
      expect(await orThrow(stranger, ["config", "get", "defaults.user_id"])).toContain("ann");
    },
    refused: ({ stranger }) => saidOnFailing(stranger, "config", "set", "defaults.user_id"),
  },
  "entity list": {
    works: async ({ admin, store }) => {
      const { user } = await store.addOne();
      expect(JSON.stringify(await admin.data(["entity", "list", "users"]))).toContain(user);
    },
    refused: ({ stranger }) => saidOnFailing(stranger, "entity", "list", "users"),
  },
  "entity delete": {
    works: async ({ admin, store }) => {
      const { user } = await store.addOne();
      await admin.data(["entity", "delete", "-u", user, "--force"]);
      await expect.poll(() => store.memoriesOf(user), patience).toEqual([]);
    },
    refused: ({ viewer }) => saidOnFailing(viewer, "entity", "delete", "-u", "ann", "--force"),
  },
  "event list": {
    works: async ({ admin, store }) => {
      await store.addOne();
      expect(JSON.stringify(await admin.data(["event", "list"]))).toContain("SUCCEEDED");
    },
    refused: ({ stranger }) => saidOnFailing(stranger, "event", "list"),
  },
  "event status": {
    works: async ({ admin, store }) => {
      await store.addOne();
      const [event] = (await admin.data(["event", "list"])) as { id: string }[];
      const status = await orThrow(admin, ["event", "status", event?.id ?? ""]);
      expect(status).toContain("SUCCEEDED");
    },
    refused: ({ admin }) => saidOnFailing(admin, "event", "status", unknownId),
  },
  status: {
    works: async ({ admin }) => expect(await admin.data(["status"])).toMatchObject({ connected: true }),
    refused: ({ stranger }) => saidOnFailing(stranger, "status"),
  },
  version: {
    isLocal: true,
    works: async ({ admin }) => expect(await orThrow(admin, ["version"])).toMatch(/\d+\.\d+\.\d+/),
    refused: ({ admin }) => saidOnFailing(admin, "version", "--unknown"),
  },
  help: {
    isLocal: true,
    works: async ({ admin }) => expect(await orThrow(admin, ["help", "--json"])).toContain('"mem0"'),
    refused: ({ admin }) => saidOnFailing(admin, "help", "--unknown"),
  },
};
