import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { stores } from "@/drizzle/schema/stores";
import { useTestDatabase } from "@/testing/test-database";
import { addStore } from "./add-store";
import { renameStore } from "./change-store";
import { readDeclaredStores } from "./declared-stores";
import { configuredStore } from "./store-row";
import { syncDeclaredStores } from "./sync-declared-stores";

const { database, context } = useTestDatabase();
beforeEach(() => database().delete(stores));

const declared = (id: string, changes: { name?: string; url?: string; apiKey?: string } = {}) => ({
  id,
  name: changes.name ?? id,
  kind: "mem0-platform",
  settings: { url: changes.url ?? "https://api.mem0.ai" },
  credentials: { apiKey: changes.apiKey ?? "m0-key" },
});
/** Starts Lethe with these; answers the events that this left. */
const start = async (...list: ReturnType<typeof declared>[]): Promise<string[]> => {
  const before = await database().$count(ledgerEvents);
  await syncDeclaredStores(context(), readDeclaredStores(JSON.stringify(list)));
  const events = await database().select().from(ledgerEvents).orderBy(asc(ledgerEvents.seq));
  return events.slice(before).map(({ kind }) => kind);
};
const rowOf = async (id: string) => {
  const [row] = await database().select().from(stores).where(eq(stores.id, id));
  if (row === undefined) throw new Error("The store was declared.");
  return row;
};

describe("syncDeclaredStores", () => {
  it("adds what is new, and leaves what is unchanged as it is", async () => {
    expect(await start(declared("a"), declared("b"))).toEqual(["store.added", "store.added"]);
    const row = await rowOf("a");
    expect(row).toMatchObject({ source: "environment", kind: "mem0-platform", disabledAt: null });
    expect(configuredStore(context().secret, row).connection.credentials).toEqual({ apiKey: "m0-key" });
    expect(await start(declared("a"), declared("b"))).toEqual([]);
    expect(await rowOf("a")).toEqual(row);
  });

  it("writes what has changed, and says what", async () => {
    await start(declared("a"));
    const before = await rowOf("a");
    expect(await start(declared("a", { name: "Acme" }))).toEqual(["store.renamed"]);
    expect(await start(declared("a", { name: "Acme", apiKey: "m0-new" }))).toEqual([
      "store.credentials-changed",
    ]);
    expect(await start(declared("a", { name: "Acme", apiKey: "m0-new", url: "https://eu.mem0.ai" }))).toEqual(
      ["store.changed"],
    );
    const after = await rowOf("a");
    expect(after.updatedAt.getTime()).toBeGreaterThan(before.updatedAt.getTime());
    expect(configuredStore(context().secret, after)).toMatchObject({
      name: "Acme",
      connection: { settings: { url: "https://eu.mem0.ai" }, credentials: { apiKey: "m0-new" } },
    });
  });

  it("disables what is declared no more, and enables it when it is back", async () => {
    await start(declared("a"), declared("b"));
    expect(await start(declared("b"))).toEqual(["store.disabled"]);
    expect((await rowOf("a")).disabledAt).not.toBeNull();
    expect(await start()).toEqual(["store.disabled"]);
    expect(await start(declared("a"), declared("b"))).toEqual(["store.enabled", "store.enabled"]);
    expect((await rowOf("a")).disabledAt).toBeNull();
  });

  it("lets two stores change names with each other, and one take that of a store that is gone", async () => {
    await start(declared("a", { name: "One" }), declared("b", { name: "Two" }));
    const swapped = [declared("a", { name: "Two" }), declared("b", { name: "One" })];
    expect(await start(...swapped)).toEqual(["store.renamed", "store.renamed"]);
    expect(await start(declared("c", { name: "Two" }))).toEqual([
      "store.disabled",
      "store.disabled",
      "store.added",
    ]);
  });

  it("seals credentials anew when LETHE_SECRET is another one", async () => {
    await start(declared("a"));
    const later = { ...context(), secret: "another secret for tests, of more than 32 characters" };
    await syncDeclaredStores(later, readDeclaredStores(JSON.stringify([declared("a")])));
    expect(configuredStore(later.secret, await rowOf("a")).connection.credentials).toEqual({
      apiKey: "m0-key",
    });
  });

  it("starts from two processes at once as from one", async () => {
    const list = readDeclaredStores(JSON.stringify([declared("a"), declared("b")]));
    await Promise.all([1, 2, 3].map(() => syncDeclaredStores(context(), list)));
    expect(await database().$count(stores)).toBe(2);
  });

  it("refuses an id or a name that was given in Settings, and another kind under the same id", async () => {
    const { credentials, settings } = {
      settings: { url: "https://a.example" },
      credentials: { apiKey: "k" },
    };
    const connection = {
      kind: "mem0-oss" as const,
      settings: { ...settings, collection: "m", historyDbPath: null },
      credentials: { ...credentials, databaseUrl: null },
    };
    await addStore(context(), { name: "Mine", connection });
    await expect(start(declared("mine", { name: "Other" }))).rejects.toThrow("was added in Settings");
    await expect(start(declared("other", { name: "MINE" }))).rejects.toThrow(
      "this name was added in Settings",
    );
    await start(declared("a"));
    const other = { ...declared("a"), kind: "mem0-oss" };
    await expect(start(other)).rejects.toThrow("another kind of store");
    expect((await rowOf("a")).kind).toBe("mem0-platform");
  });

  it("leaves stores of Settings alone, and only Settings changes those", async () => {
    const connection = {
      kind: "mem0-platform" as const,
      settings: { url: "https://api.mem0.ai", organisationId: null, projectId: null },
      credentials: { apiKey: "k" },
    };
    const { id } = await addStore(context(), { name: "Mine", connection });
    expect(await start(declared("a"))).toEqual(["store.added"]);
    expect((await rowOf(id)).disabledAt).toBeNull();
    const [environmentId] = readDeclaredStores(JSON.stringify([declared("a")])).map((store) => store.id);
    if (environmentId === undefined) throw new Error("One is declared.");
    await expect(renameStore(context(), { id: environmentId, name: "New" })).rejects.toThrow(
      "a is declared in LETHE_STORES, and can only be changed there.",
    );
  });
});
