import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { Context } from "@/lib/access/context";
import { memberActor, type Role } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { disableMember } from "@/lib/members/server/disable-member";
import { builtinStoreId } from "@/lib/stores/store-ids";
import type { CreateViewInput } from "@/lib/views/schema";
import { changeViewSchema, createViewSchema } from "@/lib/views/schema";
import type { ViewContent } from "@/lib/views/types";
import { viewIdSchema } from "@/lib/views/view-id-schema";
import { members } from "@/drizzle/schema/members";
import { savedViews } from "@/drizzle/schema/saved-views";
import { useTestDatabase } from "@/testing/test-database";
import { getView, listViews } from "./list-views";
import { changeView, createView, deleteView } from "./manage-views";

const { database, context } = useTestDatabase();

const content: ViewContent = {
  filter: { field: "user_id", operator: "eq", value: "ingrid-of-the-views" },
  text: "allergic",
  storeId: builtinStoreId,
  sort: { field: "updated_at", direction: "asc" },
  columns: { order: ["memory", "user_id"], hidden: ["run_id"] },
};

const input = (name: string, isShared = false): CreateViewInput => ({ name, isShared, content });

/** A context of a member with a row of their own. */
const memberContext = async (role: Role = "support"): Promise<Context & { memberId: string }> => {
  const id = memberIdSchema.parse(randomUUID());
  const email = `${id}@example.com`;
  await database().insert(members).values({ id, email, role });
  return { ...context(role), actor: memberActor({ id, email, role }), memberId: id };
};

const readAtOf = async (ctx: Context, id: string) => (await getView(ctx, viewIdSchema.parse(id))).updatedAt;

describe("a saved view", () => {
  it("gives back what it keeps, and names nobody in its row or in lists", async () => {
    const ctx = await memberContext();
    const id = await createView(ctx, input("Allergies"));
    const { filter, text, sort, columns } = content;
    expect(await getView(ctx, id)).toMatchObject({
      name: "Allergies",
      search: { filter, text },
      sort,
      columns,
      isOwn: true,
      mayChange: true,
    });
    const { rows } = await database().execute(
      sql`select row_to_json(saved_views)::text as row from saved_views`,
    );
    const stored = JSON.stringify([rows, await listViews(ctx)]);
    expect(stored).not.toContain("ingrid");
    expect(stored).not.toContain("allergic");
  });

  it("does not open under another secret", async () => {
    const ctx = await memberContext();
    const id = await createView(ctx, input("Sealed"));
    expect(
      await getView({ ...ctx, secret: "another secret, also of more than 32 characters" }, id),
    ).toMatchObject({
      name: "Sealed",
      search: null,
    });
  });

  it("is for its owner alone until it is shared, and then for whoever reads memories", async () => {
    const [owner, other, auditor] = [
      await memberContext(),
      await memberContext(),
      await memberContext("auditor"),
    ];
    const id = await createView(owner, input("Mine for now"));
    const seenBy = async (ctx: Context) => (await listViews(ctx)).some((view) => view.id === id);
    expect([await seenBy(owner), await seenBy(other)]).toEqual([true, false]);
    await expect(getView(other, id)).rejects.toMatchObject({ code: "not_found" });
    // Not even an admin.
    await expect(getView(await memberContext("admin"), id)).rejects.toMatchObject({ code: "not_found" });

    await changeView(owner, { id, readAt: await readAtOf(owner, id), isShared: true });
    expect(await seenBy(other)).toBe(true);
    expect(await getView(other, id)).toMatchObject({ isOwn: false, mayChange: false });
    await expect(listViews(auditor)).rejects.toMatchObject({ code: "not_permitted" });
    await expect(getView(auditor, id)).rejects.toMatchObject({ code: "not_permitted" });
    await expect(createView(auditor, input("Not mine"))).rejects.toMatchObject({ code: "not_permitted" });
  });

  it("is changed and deleted by its owner and by admins, and twice is once", async () => {
    const [owner, other, admin] = [
      await memberContext(),
      await memberContext(),
      await memberContext("admin"),
    ];
    const id = await createView(owner, input("Shared one", true));
    const readAt = await readAtOf(other, id);
    await expect(changeView(other, { id, readAt, name: "Taken" })).rejects.toMatchObject({
      code: "not_permitted",
    });
    await expect(deleteView(other, { id })).rejects.toMatchObject({ code: "not_permitted" });
    await changeView(admin, {
      id,
      readAt,
      name: "Set right",
      content: { ...content, filter: null, text: "" },
    });
    expect(await getView(other, id)).toMatchObject({ name: "Set right", search: { filter: null, text: "" } });
    await deleteView(admin, { id });
    await deleteView(owner, { id });
    await expect(getView(owner, id)).rejects.toMatchObject({ code: "not_found" });
    // A private one of somebody else: nothing is told, and nothing done.
    const hidden = await createView(owner, input("Hidden one"));
    await deleteView(admin, { id: hidden });
    expect(await getView(owner, hidden)).toMatchObject({ name: "Hidden one" });
  });

  it("is not changed over what somebody else has changed meanwhile", async () => {
    const [owner, admin] = [await memberContext(), await memberContext("admin")];
    const id = await createView(owner, input("Of two", true));
    const readAt = await readAtOf(owner, id);
    await changeView(admin, { id, readAt, name: "Of two, changed" });
    await expect(changeView(owner, { id, readAt, content })).rejects.toMatchObject({ code: "wrong_status" });
  });

  it("has a name of its own among its owner's, in any case", async () => {
    const [ctx, other] = [await memberContext(), await memberContext()];
    const id = await createView(ctx, input("Old facts"));
    await createView(other, input("Old facts"));
    await expect(createView(ctx, input("OLD FACTS"))).rejects.toMatchObject({ code: "invalid_input" });
    const second = await createView(ctx, input("Other facts"));
    const readAt = await readAtOf(ctx, second);
    await expect(changeView(ctx, { id: second, readAt, name: "old facts" })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await changeView(ctx, { id, readAt: await readAtOf(ctx, id), name: "Old Facts" });
    // Two at once: one is the first.
    const both = await Promise.allSettled([
      createView(ctx, input("At once")),
      createView(ctx, input("at once")),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it("goes with its owner when it is private, and stays when it is shared", async () => {
    const owner = await memberContext();
    const hidden = await createView(owner, input("Goes"));
    const shared = await createView(owner, input("Stays", true));
    await disableMember(await memberContext("admin"), { id: memberIdSchema.parse(owner.memberId) });
    const left = await database().select({ id: savedViews.id }).from(savedViews);
    expect(left.some(({ id }) => id === hidden)).toBe(false);
    expect(left.some(({ id }) => id === shared)).toBe(true);
  });

  it.each([
    ["an empty name", { ...input(" ") }],
    ["a name of two lines", { ...input("a\nb") }],
    ["a name that is too long", { ...input("a".repeat(61)) }],
    [
      "a filter that is not one",
      { ...input("x"), content: { ...content, filter: { field: "user", value: "x" } } },
    ],
    ["a search that is too short", { ...input("x"), content: { ...content, text: "a" } }],
  ])("is refused with %s", (_what, wrong) => {
    expect(createViewSchema.safeParse(wrong).success).toBe(false);
  });

  it("takes exact numbers in a filter", async () => {
    const ctx = await memberContext();
    const filter = {
      field: "metadata",
      key: "n",
      operator: "eq",
      value: { number: "9007199254740993" },
    } as const;
    const id = await createView(ctx, { ...input("Exact"), content: { ...content, filter } });
    expect((await getView(ctx, id)).search?.filter).toEqual(filter);
    expect(
      changeViewSchema.safeParse({ id, readAt: new Date().toISOString(), content: { ...content, filter } })
        .success,
    ).toBe(true);
  });
});
