import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { confirmablePreview } from "@/lib/deletions/preview/confirmable-preview";
import { confirmationNone, type Confirmation } from "@/lib/deletions/request/confirmation";
import {
  confirmDeletionSchema,
  selectionSchema,
  type ConfirmDeletionInput,
} from "@/lib/deletions/request/schema";
import type { Selection } from "@/lib/deletions/types";
import type { Filter } from "@/lib/filters/filter";
import type { Role } from "@/lib/access/types";
import type { MemoryId } from "@/lib/memories/types";
import { insertMemories } from "@/testing/stores/test-memories";
import { readSafetyRule } from "@/lib/safety/server/read-rule";
import { builtinStoreId, builtinStoreName } from "@/lib/stores/store-ids";
import { setRule } from "@/testing/approvals/admins";
import { longSignedIn, useTestDatabase } from "@/testing/test-database";
import { memories } from "@/drizzle/schema/memories";
import { runToEnd } from "@/testing/deletions/deletion-fixtures";
import { previewSelection } from "../preview/preview-selection";
import { requestConfirmed } from "./request-confirmed";
import { requestDeletion } from "./request-deletion";

const test = useTestDatabase();
const thresholds = { buttonCountMax: 10, selectedButtonCountMax: 1000, mustSupportNameTicket: false };
const stored = new Date(Date.now() - 60_000);

let ids: MemoryId[] = [];

/** 25 of Ann, two of Bob, and three that have no user. Ann's are of the one run there is. */
beforeEach(async () => {
  await test.database().delete(memories);
  const rows = [
    ...Array.from({ length: 25 }, () => ({ userId: "ann", runId: "trip" })),
    ...Array.from({ length: 2 }, () => ({ userId: "bob" })),
    ...Array.from({ length: 3 }, () => ({ userId: null, agentId: "bot" })),
  ];
  ids = await insertMemories(
    test.database(),
    rows.map((row) => ({ agentId: null, memory: "likes tea", storedAt: stored, ...row })),
  );
});

const parsed = (selection: unknown): Selection => selectionSchema.parse(selection);
const matching = (filter: Filter) => parsed({ kind: "matching", filter });
const ofUser = (value: string): Filter => ({ field: "user_id", operator: "eq", value });
const since: Filter = { field: "created_at", operator: "gt", value: "1970-01-01" };
const anyUser: Filter = { field: "user_id", operator: "present" };
const wipe = { user_id: "*", agent_id: "*", app_id: "*", run_id: "*" };

const storeName: Confirmation = { typed: builtinStoreName, hasReadSentence: false };
const numberOf = (count: number, hasReadSentence = false): Confirmation => ({
  typed: String(count),
  hasReadSentence,
});

/** What the preview says, and the request as it would come from its dialog. */
const previewed = async (selection: Selection, role: Role = "admin") => {
  const ctx = test.context(role);
  const preview = confirmablePreview(await previewSelection(ctx, { storeId: builtinStoreId, selection }), {
    selection,
    actor: ctx.actor,
    thresholds,
    rule: await readSafetyRule(test.database()),
  });
  const requestWith = (confirmation: Confirmation): ConfirmDeletionInput =>
    confirmDeletionSchema.parse({
      storeId: builtinStoreId,
      selection,
      expectedCount: preview.count + preview.absentCount,
      cutoffAt: preview.cutoffAt,
      previewId: preview.id,
      confirmation,
      idempotencyKey: randomUUID(),
    });
  return { preview, requestWith };
};

const selections: [string, () => Selection, object, Confirmation, Confirmation[]][] = [
  [
    "a filter that takes everything",
    () => matching(since),
    { kind: "store_name" },
    storeName,
    [confirmationNone, numberOf(30, true)],
  ],
  [
    "the same, denied twice",
    () => matching({ not: { not: since } }),
    { kind: "store_name" },
    storeName,
    [confirmationNone, numberOf(30, true)],
  ],
  [
    "either this or not",
    () => matching({ or: [anyUser, { not: anyUser }] }),
    { kind: "store_name" },
    storeName,
    [confirmationNone, numberOf(30, true)],
  ],
  [
    "everything but one",
    () => parsed({ kind: "matching", filter: since, excludedIds: ids.slice(0, 1) }),
    { kind: "store_name" },
    storeName,
    [confirmationNone, numberOf(29, true)],
  ],
  [
    "a wipe",
    () => parsed({ kind: "scope", scope: wipe }),
    { kind: "store_name" },
    storeName,
    [confirmationNone, numberOf(30, true)],
  ],
  [
    "“user has any value”",
    () => matching(anyUser),
    { kind: "number", mustHaveReadSentence: true },
    numberOf(27, true),
    [confirmationNone, numberOf(27), { typed: "", hasReadSentence: true }],
  ],
  [
    "the wildcard itself",
    () => parsed({ kind: "scope", scope: { user_id: "*" } }),
    { kind: "number", mustHaveReadSentence: true },
    numberOf(27, true),
    [confirmationNone, numberOf(27)],
  ],
  [
    "every user by name",
    () => matching({ field: "user_id", operator: "in", value: ["ann", "bob"] }),
    { kind: "number", mustHaveReadSentence: true },
    numberOf(27, true),
    [confirmationNone, numberOf(27)],
  ],
  [
    "many of a named user",
    () => parsed({ kind: "scope", scope: { user_id: "ann" } }),
    { kind: "number", mustHaveReadSentence: false },
    numberOf(25),
    [confirmationNone, numberOf(27)],
  ],
  ["a named user by a filter", () => matching(ofUser("ann")), { kind: "button" }, confirmationNone, []],
  [
    "few of a named user",
    () => parsed({ kind: "entity", entity: { kind: "user", value: "bob" } }),
    { kind: "button" },
    confirmationNone,
    [],
  ],
  ["all of them, listed", () => parsed({ kind: "listed", ids }), { kind: "button" }, confirmationNone, []],
];

describe("what a person has to do", () => {
  it.each(selections)("%s", async (_name, selectionOf, required, enough, tooLittle) => {
    const { preview, requestWith } = await previewed(selectionOf());
    expect(preview.required).toEqual(required);
    for (const confirmation of tooLittle) {
      await expect(
        requestConfirmed(test.context(), requestWith(confirmation), thresholds),
        JSON.stringify(confirmation),
      ).rejects.toMatchObject({
        code: "not_confirmed",
        message: expect.stringContaining("Nothing was deleted") as string,
      });
    }
    const result = await requestConfirmed(test.context(), requestWith(enough), thresholds);
    expect(result.kind).toBe("requested");
  });

  it("is the same for one user's few when the store has nothing else", async () => {
    await test.database().delete(memories);
    await insertMemories(
      test.database(),
      Array.from({ length: 3 }, () => ({ userId: "ann", storedAt: stored })),
    );
    for (const selection of [
      matching(ofUser("ann")),
      parsed({ kind: "scope", scope: { user_id: "ann" } }),
      parsed({ kind: "entity", entity: { kind: "user", value: "ann" } }),
    ]) {
      expect((await previewed(selection, "support")).preview).toMatchObject({
        required: { kind: "button" },
        whoCan: null,
      });
    }
    expect((await previewed(matching(since))).preview.required).toEqual({ kind: "store_name" });
  });

  it("is not asked again of a request that was accepted, though the store has nothing else by now", async () => {
    await test.database().delete(memories);
    await insertMemories(test.database(), [
      ...Array.from({ length: 3 }, () => ({ memory: "likes tea", userId: "ann", storedAt: stored })),
      { memory: "has a boat", userId: "bob", storedAt: stored },
    ]);
    const { requestWith } = await previewed(matching({ field: "text", operator: "contains", value: "tea" }));
    const input = requestWith(confirmationNone);
    const first = await requestConfirmed(test.context(), input, thresholds);
    if (first.kind !== "requested") throw new Error("It was to be accepted.");
    await runToEnd(test.context(), first.deletion.id);
    await test.database().delete(memories);
    expect(await requestConfirmed(test.context(), input, thresholds)).toMatchObject({
      kind: "requested",
      deletion: { id: first.deletion.id },
    });
  });

  it("asks more when the rest of the store has gone since the preview", async () => {
    const { requestWith } = await previewed(matching(anyUser));
    await test.database().execute("delete from memories where user_id is null");
    await expect(
      requestConfirmed(test.context(), requestWith(numberOf(27, true)), thresholds),
    ).rejects.toMatchObject({
      code: "not_confirmed",
      message: expect.stringContaining("name of the store") as string,
    });
  });
});

describe("the role", () => {
  const forAdmins = new Set([
    "a filter that takes everything",
    "the same, denied twice",
    "either this or not",
    "everything but one",
    "a wipe",
    "“user has any value”",
    "the wildcard itself",
    "every user by name",
  ]);

  it.each(selections)("support and admin: %s", async (name, selectionOf, _required, enough) => {
    const selection = selectionOf();
    const { preview, requestWith } = await previewed(selection, "support");
    const key = { kind: "api-key" as const, id: randomUUID(), label: "shop", role: "support" as const };
    const input = requestWith(enough);
    const asked = [
      () => requestConfirmed(test.context("support"), input, thresholds),
      () => requestDeletion({ ...test.context(), actor: key }, { ...input, idempotencyKey: randomUUID() }),
    ];
    if (forAdmins.has(name)) {
      expect(preview.whoCan).toEqual(["admin"]);
      for (const ask of asked)
        await expect(ask()).rejects.toMatchObject({
          code: "not_permitted",
          message: expect.stringMatching(
            /Your role, support,.*the role admin\. Nothing was deleted/,
          ) as string,
        });
      expect(await test.database().$count(memories)).toBe(30);
    } else {
      expect(preview.whoCan).toBeNull();
      for (const ask of asked) expect((await ask()).kind).toBe("requested");
    }
    expect((await previewed(selection)).preview.whoCan).toBeNull();
  });
});

describe("a member who signed in a while ago", () => {
  const requestOf = async (selection: Selection, confirmation: Confirmation) => {
    const { requestWith } = await previewed(selection);
    return requestConfirmed(longSignedIn(test.context()), requestWith(confirmation), thresholds);
  };
  const refusal = { code: "reauthentication_required" };

  it("confirms who they are before everything goes, or all with any user", async () => {
    await expect(requestOf(matching(since), storeName)).rejects.toMatchObject(refusal);
    await expect(requestOf(parsed({ kind: "scope", scope: wipe }), storeName)).rejects.toMatchObject(refusal);
    await expect(requestOf(matching(anyUser), numberOf(27, true))).rejects.toMatchObject(refusal);
    expect(await test.database().$count(memories)).toBe(30);
  });

  it("is not asked before less", async () => {
    const answer = await requestOf(matching(ofUser("bob")), confirmationNone);
    expect(answer.kind).toBe("requested");
  });
});

describe("under the second-person rule", () => {
  afterEach(() => setRule(test.database(), {}));

  it.each([
    ["what takes everything", matching(since), storeName, true],
    ["more than the number", matching(ofUser("bob")), confirmationNone, true],
    ["no more than it", parsed({ kind: "listed", ids: [randomUUID()] }), confirmationNone, false],
  ] as const)("the preview says whether it will wait: %s", async (_name, selection, confirmation, waits) => {
    await setRule(test.database(), { isOn: true, countMax: 1 });
    const { preview, requestWith } = await previewed(selection);
    expect(preview.waitsForApproval).toBe(waits);
    expect(await requestConfirmed(test.context(), requestWith(confirmation), thresholds)).toMatchObject({
      deletion: { needsApproval: waits },
    });
  });
});
