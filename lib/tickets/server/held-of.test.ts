import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { requestDeletion } from "@/lib/deletions/server/request/request-deletion";
import type { Deletion } from "@/lib/deletions/types";
import { placeHold } from "@/lib/holds/server/place-hold";
import { releaseHold } from "@/lib/holds/server/release-hold";
import type { HoldCovers } from "@/lib/holds/types";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { signedIn } from "@/testing/approvals/admins";
import { previewedInput, runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { createdTicket } from "@/testing/tickets/ticket-fixtures";
import { useTestDatabase } from "@/testing/test-database";
import { holds } from "@/drizzle/schema/holds";
import { heldOf } from "./held-of";

const { database, context } = useTestDatabase();
afterEach(async () => void (await database().delete(holds)));

const placed = async (covers: HoldCovers) =>
  (
    await placeHold(context(), {
      name: "Case 7",
      reason: "A court asked for it.",
      reference: null,
      storeIds: [builtinStoreId],
      covers,
    })
  ).id;
const userIs = (value: string) => ({ field: "user_id" as const, operator: "eq" as const, value });

describe("what holds keep of a ticket's person", () => {
  it("is told by a filter that names them, before anything is deleted, and not by one that leaves them out", async () => {
    const [ticket, user] = [await createdTicket(context()), randomUUID()];
    const held = () =>
      heldOf(context(), ticket, { deletions: [], ids: [{ kind: null, value: user.toUpperCase() }] });
    await placed({ kind: "filter", filter: { not: userIs(user) } });
    await placed({ kind: "filter", filter: userIs(randomUUID()) });
    expect(await held()).toBeNull();
    const covers = { field: "text" as const, operator: "contains" as const, value: "wisteria" };
    const id = await placed({ kind: "filter", filter: { and: [userIs(user), covers] } });
    expect(await held()).toMatchObject({ memoryCount: 0, standing: "named", holds: [{ id }] });
  });

  it("is told apart from a hold of everything, which names nobody and counts in its stores", async () => {
    const ticket = await createdTicket(context());
    const id = await placed({ kind: "everything" });
    const ids = [{ kind: null, value: "caroline" }];
    const of = (storeId: string) => ({
      deletions: [
        {
          storeId,
          selection: { kind: "listed", count: 1 },
          heldBy: [],
          heldCount: 0,
          heldBesideCount: 0,
        } as unknown as Deletion,
      ],
      ids,
    });
    expect(await heldOf(context(), ticket, of("elsewhere"))).toBeNull();
    expect(await heldOf(context(), ticket, of(builtinStoreId))).toMatchObject({
      standing: "everything",
      holds: [{ id }],
    });
  });

  it("is what the newest try left, and nothing more once it was erased", async () => {
    const [ticket, user] = [await createdTicket(context()), randomUUID()];
    await storeMemories(database(), 3, { userId: user });
    const id = await placed({
      kind: "filter",
      filter: {
        field: "memory_ids",
        operator: "in",
        value: await storeMemories(database(), 2, { userId: user }),
      },
    });
    const deletions: Deletion[] = [];
    const held = () => heldOf(context(), ticket, { deletions, ids: [] });
    const tried = async () => {
      const selection = { kind: "entity" as const, entity: { kind: "user" as const, value: user } };
      const input = await previewedInput(context(), selection);
      const result = await requestDeletion(context(), input);
      if (result.kind !== "requested") throw new Error("It was not requested.");
      deletions.push(await runToEnd(context(), result.deletion.id));
    };
    await tried();
    expect(await held()).toMatchObject({ memoryCount: 2, holds: [{ id }] });
    await storeMemories(database(), 1, { userId: user });
    await tried();
    expect(await held()).toMatchObject({ memoryCount: 2 });
    await releaseHold(await signedIn(context(), "ada"), { id, reason: "The case is closed." });
    await tried();
    expect(await held()).toBeNull();
  });
});
