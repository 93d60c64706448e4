import { beforeEach, describe, expect, it } from "vitest";
import { emptyScope } from "@/lib/deletions/scope/scope";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import type { Selection } from "@/lib/deletions/types";
import { previewIdSchema } from "@/lib/stores/preview-id-schema";
import { builtinStoreName } from "@/lib/stores/store-ids";
import { previewedInput, requested, runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { useTestDatabase } from "@/testing/test-database";
import { deletions } from "@/drizzle/schema/deletions";
import { memories } from "@/drizzle/schema/memories";
import { cancelDeletion, pauseDeletion, resumeDeletion } from "./control-deletion";
import { listFailedIds } from "./history/list-failed-ids";
import { requestConfirmed } from "./request/request-confirmed";
import { findResidue } from "./residue/find-residue";
import { purgeResidue } from "./residue/purge-residue";
import { verifyDeletion } from "./verify/verify-deletion";

// A role does to a deletion that exists what it might have requested itself.

const { database, context } = useTestDatabase();
const star = "*";
const storeName = builtinStoreName;
const takingAll: [string, string, Selection][] = [
  [
    "a wipe",
    storeName,
    {
      kind: "scope",
      scope: { user_id: star, agent_id: star, app_id: star, run_id: star, metadata: null },
      excludedIds: [],
      keepsImmutable: false,
    },
  ],
  [
    "a wildcard",
    storeName,
    { kind: "scope", scope: { ...emptyScope, user_id: star }, excludedIds: [], keepsImmutable: false },
  ],
  [
    "a filter by any user",
    storeName,
    {
      kind: "matching",
      filter: { field: "user_id", operator: "present" },
      excludedIds: [],
      keepsImmutable: false,
    },
  ],
  [
    "a filter that matches everything",
    storeName,
    {
      kind: "matching",
      filter: { field: "created_at", operator: "gt", value: "1970-01-01" },
      excludedIds: [],
      keepsImmutable: false,
    },
  ],
];
const someOf: Selection = { kind: "entity", entity: { kind: "user", value: "melanie" } };
const notPermitted = { code: "not_permitted" };
const thresholds = { buttonCountMax: 1_000, selectedButtonCountMax: 1_000, mustSupportNameTicket: false };

beforeEach(async () => {
  await database().delete(deletions);
  await database().delete(memories);
  await storeMemories(database(), 30);
  await storeMemories(database(), 2, { userId: "melanie" });
});

/** As the dialog asks for it; `typed` is what such a selection asks for. */
const confirmed = async (selection: Selection, typed: string) => {
  const input = await inputOf(selection);
  const confirmation = { typed, hasReadSentence: true };
  const result = await requestConfirmed(context(), { ...input, confirmation }, thresholds);
  if (result.kind !== "requested") throw new Error("It was not requested.");
  return result.deletion;
};

/** What the dialog sends besides what was typed. */
const inputOf = async (selection: Selection) => {
  const { previewId, ...input } = await previewedInput(context(), selection);
  return { ...input, previewId: previewIdSchema.parse(previewId) };
};

const everyControl: [string, (ctx: ReturnType<typeof context>, id: DeletionId) => Promise<unknown>][] = [
  ["pause", (ctx, id) => pauseDeletion(ctx, { id })],
  ["resume", (ctx, id) => resumeDeletion(ctx, { id })],
  ["cancel", (ctx, id) => cancelDeletion(ctx, { id })],
  ["verify", (ctx, id) => verifyDeletion(ctx, { id })],
  ["look for copies", (ctx, id) => findResidue(ctx, { id })],
  ["purge", (ctx, id) => purgeResidue(ctx, { id, place: "history", expectedCount: 1 })],
  ["retry", (ctx, id) => listFailedIds(ctx, { id })],
];

describe.each(takingAll)("%s", (_name, typed, selection) => {
  it("is an admin's from start to end", async () => {
    const { id, needsDeleteAll } = await confirmed(selection, typed);
    expect(needsDeleteAll).toBe(true);
    for (const [name, control] of everyControl) {
      await expect(control(context("support"), id), name).rejects.toMatchObject(notPermitted);
    }
    expect(await pauseDeletion(context(), { id })).toMatchObject({ status: "paused" });
    expect(await resumeDeletion(context(), { id })).toMatchObject({ status: "queued" });
    expect(await runToEnd(context(), id)).toMatchObject({ status: "completed" });
    await expect(verifyDeletion(context("support"), { id })).rejects.toMatchObject(notPermitted);
    await expect(verifyDeletion(context(), { id })).resolves.toMatchObject({ id });
  });
});

it("what another one requested and support might have is controlled by support", async () => {
  const { id } = await requested(context(), await previewedInput(context(), someOf));
  expect(await pauseDeletion(context("support"), { id })).toMatchObject({
    status: "paused",
    needsDeleteAll: false,
  });
  expect(await resumeDeletion(context("support"), { id })).toMatchObject({ status: "queued" });
  expect(await cancelDeletion(context("support"), { id })).toMatchObject({ status: "cancelled" });
});

describe("where support has to name a ticket", () => {
  it("a request without one is refused, and an admin's is not", async () => {
    const rules = { ...thresholds, mustSupportNameTicket: true };
    const confirmation = { typed: "", hasReadSentence: false };
    const input = { ...(await inputOf(someOf)), confirmation };
    const request = (role: "support" | "admin", ticket: string | null) =>
      requestConfirmed(context(role), { ...input, ticket }, rules);
    await expect(request("support", null)).rejects.toMatchObject({
      code: "not_confirmed",
      message: expect.stringMatching(/ticket/) as string,
    });
    expect(await request("support", "T-1")).toMatchObject({ kind: "requested" });
    const other = { ...(await inputOf(someOf)), confirmation };
    expect(await requestConfirmed(context("admin"), other, rules)).toMatchObject({ kind: "requested" });
  });
});
