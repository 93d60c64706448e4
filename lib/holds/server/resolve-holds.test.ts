import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { countMemories } from "@/lib/browse/server/count-memories";
import { previewDeletionSchema } from "@/lib/deletions/request/schema";
import type { Filter } from "@/lib/filters/filter";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { signedIn } from "@/testing/approvals/admins";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import { placeHold } from "./place-hold";
import { releaseHold } from "./release-hold";

const { database, context } = useTestDatabase();

const countOf = async (filter: Filter, role: "admin" | "viewer" = "admin") =>
  (await countMemories(context(role), { storeId: builtinStoreId, search: { filter, text: "" } })).value;
const held = (value: boolean): Filter => ({ field: "held", operator: "eq", value });

describe("what is held", () => {
  it("can be looked for: at all, and by hold, also by one that was released", async () => {
    const user = randomUUID();
    await insertMemories(database(), [{ userId: user }, { userId: user }, { userId: "somebody else" }]);
    expect(await countOf(held(true))).toBe(0);
    expect(await countOf(held(false))).toBe(3);
    const { id } = await placeHold(context(), {
      name: "Case 3",
      reason: "A court asked for it.",
      reference: null,
      storeIds: null,
      covers: { kind: "entities", entities: [{ kind: "user", value: user }] },
    });
    expect(await countOf(held(true))).toBe(2);
    expect(await countOf({ not: held(true) })).toBe(1);
    const byHold: Filter = { field: "hold", operator: "in", value: [id] };
    expect(await countOf(byHold)).toBe(2);
    expect(await countOf({ field: "hold", operator: "in", value: [randomUUID()] })).toBe(0);
    await expect(countOf(held(true), "viewer")).rejects.toMatchObject({ code: "not_permitted" });
    await releaseHold(await signedIn(context(), "ada"), { id, reason: "The case is closed." });
    expect(await countOf(held(true))).toBe(0);
    expect(await countOf(byHold)).toBe(2);
  });

  it("is no selection of a deletion, which leaves it in any case", () => {
    const selection = { kind: "matching", filter: { not: held(false) }, excludedIds: [] };
    const parsed = previewDeletionSchema.safeParse({ storeId: "builtin", selection });
    expect(parsed.error?.issues[0]?.message).toContain("take the condition on holds out");
  });
});
