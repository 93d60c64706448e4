import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { deletions } from "@/drizzle/schema/deletions";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { stores } from "@/drizzle/schema/stores";
import { deletionInput, requested, runToEnd } from "@/testing/deletions/deletion-fixtures";
import { getDeletion } from "@/lib/deletions/server/history/get-deletion";
import { listEvents } from "@/lib/ledger/server/list-events";
import { addStoreSchema, type AddStoreInput } from "@/lib/stores/schema";
import { builtinStoreId } from "@/lib/stores/store-ids";
import type { StoreId } from "../store-ids";
import { storeIdSchema } from "../store-id-schema";
import { longSignedIn, useTestDatabase } from "@/testing/test-database";
import { addStore } from "./add-store";
import { changeCredentials, disableStore, enableStore, renameStore } from "./change-store";
import { getRemoteStore, getStore, getStoreOfDeletion } from "./get-store";
import { listStoreChoices, listStores, listStoresOfHistory } from "./list-stores";
import { configuredStore } from "./store-row";
import { testStore } from "./test-store";

const { database, context } = useTestDatabase();
beforeEach(() => database().delete(stores));

const input = (name: string): AddStoreInput =>
  addStoreSchema.parse({
    name,
    connection: { kind: "mem0-platform", settings: {}, credentials: { apiKey: "m0-very-secret" } },
  });
const rowOf = async (id: StoreId) => {
  const [row] = await database().select().from(stores).where(eq(stores.id, id));
  if (row === undefined) throw new Error("The store was added.");
  return row;
};
const eventsOf = async (id: StoreId) => {
  const rows = await database().select().from(ledgerEvents).orderBy(asc(ledgerEvents.seq));
  return rows.filter(({ body }) => body.includes(`"${id}"`)).map(({ kind }) => kind);
};

describe("addStore", () => {
  it("sets up a store under an id made of its name, and keeps its key sealed", async () => {
    const added = await addStore(context(), input("Acme (Zürich)"));
    expect(added).toMatchObject({
      id: "acme-zurich",
      name: "Acme (Zürich)",
      kind: "mem0-platform",
      url: "https://api.mem0.ai",
      source: "settings",
      disabledAt: null,
      unfinishedCount: 0,
    });
    const row = await rowOf(added.id);
    expect(row.credentials.includes("m0-very-secret")).toBe(false);
    expect(JSON.stringify([await listStores(context()), added])).not.toContain("m0-very");
    expect(configuredStore(context().secret, row).connection).toEqual(input("x").connection);
  });

  it("and other credentials later, ask a member who signed in a while ago to confirm who they are", async () => {
    const refusal = { code: "reauthentication_required" };
    await expect(addStore(longSignedIn(context()), input("Acme"))).rejects.toMatchObject(refusal);
    const { id } = await addStore(context(), input("Acme"));
    const credentials = { apiKey: "m0-other" };
    await expect(changeCredentials(longSignedIn(context()), { id, credentials })).rejects.toMatchObject(
      refusal,
    );
    await renameStore(longSignedIn(context()), { id, name: "Acme 2" });
    expect(await eventsOf(id)).toEqual(["store.added", "store.renamed"]);
  });

  it("leaves an event of ids alone, which the ledger shows with the store's name", async () => {
    const { id } = await addStore(context(), input("Ledger store"));
    expect(await eventsOf(id)).toEqual(["store.added"]);
    const [shown] = (await listEvents(context(), { beforeSeq: null })).events;
    expect(shown).toMatchObject({ kind: "store.added", facts: { store: "Ledger store" } });
    const bodies = JSON.stringify(await database().select({ body: ledgerEvents.body }).from(ledgerEvents));
    for (const kept of ["Ledger store", "api.mem0.ai", "m0-very"]) expect(bodies).not.toContain(kept);
  });

  it("refuses a name that is taken, also by two at once", async () => {
    const twice = await Promise.allSettled([1, 2].map(() => addStore(context(), input("Acme"))));
    expect(twice.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(addStore(context(), input("ACME"))).rejects.toMatchObject({ code: "invalid_input" });
    expect(addStoreSchema.safeParse({ ...input("x"), name: "built-in store" }).success).toBe(false);
  });

  it("gives the next store of a similar name another id", async () => {
    await addStore(context(), input("Acme"));
    expect((await addStore(context(), input("Acme!"))).id).toBe("acme-2");
    expect((await addStore(context(), input("Builtin"))).id).toBe("builtin-2");
    expect((await addStore(context(), input("記憶"))).id).toBe("store");
  });
});

describe("a store", () => {
  it("is renamed, once", async () => {
    const { id } = await addStore(context(), input("Before"));
    await addStore(context(), input("Other"));
    await renameStore(context(), { id, name: "After" });
    await renameStore(context(), { id, name: "After" });
    expect((await rowOf(id)).name).toBe("After");
    await expect(renameStore(context(), { id, name: "other" })).rejects.toMatchObject({
      code: "invalid_input",
    });
    expect(await eventsOf(id)).toEqual(["store.added", "store.renamed"]);
  });

  it("gets other credentials, of its own kind only", async () => {
    const { id } = await addStore(context(), input("Keyed"));
    const before = await rowOf(id);
    await changeCredentials(context(), { id, credentials: { apiKey: "m0-new" } });
    const after = await rowOf(id);
    expect(configuredStore(context().secret, after).connection.credentials).toEqual({ apiKey: "m0-new" });
    expect(after.updatedAt.getTime()).toBeGreaterThan(before.updatedAt.getTime());
    await expect(
      changeCredentials(context(), { id, credentials: { email: "a@example.com", password: "p" } }),
    ).rejects.toMatchObject({ code: "invalid_input" });
    expect(await eventsOf(id)).toEqual(["store.added", "store.credentials-changed"]);
  });

  it("that is disabled is for history only, until it is enabled", async () => {
    const { id } = await addStore(context(), input("Retired"));
    await disableStore(context(), { id });
    await disableStore(context(), { id });
    await expect(getStore(context(), id)).rejects.toThrow("The store Retired is disabled.");
    expect((await listStoreChoices(context())).map((store) => store.id)).toEqual([builtinStoreId]);
    expect((await listStoresOfHistory(context())).map((store) => store.id)).toEqual([builtinStoreId, id]);
    expect(await listStores(context())).toMatchObject([{ id, disabledAt: expect.any(String) as string }]);
    await enableStore(context(), { id });
    await enableStore(context(), { id });
    expect((await listStoreChoices(context())).map((store) => store.name)).toEqual([
      "Built-in store",
      "Retired",
    ]);
    expect(await eventsOf(id)).toEqual(["store.added", "store.disabled", "store.enabled"]);
  });

  it("leaves its name to another while it is disabled, and then cannot have it back", async () => {
    const { id } = await addStore(context(), input("Acme"));
    await disableStore(context(), { id });
    await addStore(context(), input("Acme"));
    await expect(enableStore(context(), { id })).rejects.toThrow("There is already a store with this name.");
  });

  it("whose row was given another address, or another's key, is not connected to", async () => {
    const [first, second] = [
      await addStore(context(), input("One")),
      await addStore(context(), input("Two")),
    ];
    await database()
      .update(stores)
      .set({ settings: { url: "https://evil.example.com", organisationId: null, projectId: null } })
      .where(eq(stores.id, first.id));
    await database()
      .update(stores)
      .set({ credentials: (await rowOf(first.id)).credentials })
      .where(eq(stores.id, second.id));
    for (const { id } of [first, second]) {
      const refused = { name: "StoreError", code: "settings_unreadable" };
      await expect(getStore(context(), id)).rejects.toMatchObject(refused);
      await expect(getStoreOfDeletion(context(), id)).rejects.toMatchObject(refused);
      await expect(testStore(context(), { id })).rejects.toMatchObject(refused);
    }
  });
});

describe("stores are for admins", () => {
  it.each(["viewer", "support", "auditor"] as const)("and not for the role %s", async (role) => {
    const { id } = await addStore(context(), input("Acme"));
    const ctx = context(role);
    const before = await rowOf(id);
    const refused = { code: "not_permitted" };
    await expect(addStore(ctx, input("Other"))).rejects.toMatchObject(refused);
    await expect(renameStore(ctx, { id, name: "Other" })).rejects.toMatchObject(refused);
    await expect(changeCredentials(ctx, { id, credentials: { apiKey: "k" } })).rejects.toMatchObject(refused);
    await expect(disableStore(ctx, { id })).rejects.toMatchObject(refused);
    await expect(enableStore(ctx, { id })).rejects.toMatchObject(refused);
    await expect(testStore(ctx, { id })).rejects.toMatchObject(refused);
    await expect(listStores(ctx)).rejects.toMatchObject(refused);
    expect(await rowOf(id)).toEqual(before);
  });

  it("who are told when there is none of the id", async () => {
    const id = storeIdSchema.parse("nowhere");
    const missing = { code: "not_found" };
    await expect(renameStore(context(), { id, name: "Other" })).rejects.toMatchObject(missing);
    await expect(testStore(context(), { id })).rejects.toMatchObject(missing);
    await expect(getRemoteStore(context(), id)).rejects.toMatchObject(missing);
  });
});

describe("history", () => {
  it("calls a deletion's store by its name, and by its id when it is not known", async () => {
    const { id } = await addStore(context(), input("Before"));
    const made = await requested(context(), deletionInput({ ids: [randomUUID()] }));
    const storeNameAfter = async (storeId: string) => {
      await database().update(deletions).set({ storeId }).where(eq(deletions.id, made.id));
      return (await getDeletion(context(), made.id)).storeName;
    };
    expect(made.storeName).toBe("Built-in store");
    expect(await storeNameAfter(id)).toBe("Before");
    expect(await listStores(context())).toMatchObject([{ id, unfinishedCount: 1 }]);
    await renameStore(context(), { id, name: "After" });
    await disableStore(context(), { id });
    expect(await storeNameAfter(id)).toBe("After");
    expect(await storeNameAfter("gone")).toBe("gone");
  });

  it("tells that a deletion ended because its store's key cannot be read", async () => {
    const { id } = await addStore(context(), input("Sealed"));
    const made = await requested(context(), deletionInput({ ids: [randomUUID()] }));
    await database().update(deletions).set({ storeId: id }).where(eq(deletions.id, made.id));
    await database()
      .update(stores)
      .set({ credentials: Buffer.alloc(64) })
      .where(eq(stores.id, id));
    expect(await runToEnd(context(), made.id)).toMatchObject({
      status: "failed",
      errorCode: "store_settings_unreadable",
    });
  });
});
