import { expect, it } from "vitest";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { describeDeletion } from "./describe-deletion";
import { emptyScope, type Scope } from "../scope/scope";

type Described = Parameters<typeof describeDeletion>[0];
const listed = (count: number) => ({ kind: "listed" as const, count });
const matching = (excludedCount = 0) => ({
  kind: "matching" as const,
  filter: { field: "user_id" as const, operator: "eq" as const, value: "caroline" },
  excludedCount,
  keepsImmutable: false,
});
const scoped = (part: Partial<Scope>, excludedCount = 0, keepsImmutable = false) => ({
  kind: "scope" as const,
  scope: { ...emptyScope, ...part },
  excludedCount,
  keepsImmutable,
});
const queued = (expectedCount: number | null) => ({
  status: "queued" as const,
  expectedCount,
  requestedCount: null,
});
const none = {
  storeId: builtinStoreId,
  deletedCount: 0,
  absentCount: 0,
  failedCount: 0,
  unknownCount: 0,
  changedCount: 0,
  heldCount: 0,
  heldBesideCount: 0,
  joinedCount: 0,
  verification: null,
  copies: null,
};

const cases: [string, Described][] = [
  [
    "Waiting to delete 12 memories of user caroline and any agent, except immutable ones and 2",
    { ...none, selection: scoped({ user_id: "caroline", agent_id: "*" }, 2, true), ...queued(12) },
  ],
  [
    "Waiting to delete 12,345 memories of the whole store",
    {
      ...none,
      selection: scoped({ user_id: "*", agent_id: "*", app_id: "*", run_id: "*" }),
      ...queued(12_345),
    },
  ],
  [
    "Waiting to delete 3 memories of app “shop, web”",
    { ...none, selection: { kind: "entity", entity: { kind: "app", value: "shop, web" } }, ...queued(3) },
  ],
  [
    "Waiting to delete 1 memory",
    { ...none, selection: listed(1), status: "queued", expectedCount: 1, requestedCount: 1 },
  ],
  [
    "Waiting to delete 1,204 memories where user is caroline",
    { ...none, selection: matching(), status: "queued", expectedCount: 1204, requestedCount: null },
  ],
  [
    "Deleting 1,204 memories where user is caroline: finding them",
    { ...none, selection: matching(), status: "running", expectedCount: 1204, requestedCount: null },
  ],
  [
    "Waiting to delete memories of the whole store",
    {
      ...none,
      selection: scoped({ user_id: "*", agent_id: "*", app_id: "*", run_id: "*" }),
      ...queued(null),
    },
  ],
  [
    "Deleting memories where user is caroline: finding them",
    { ...none, selection: matching(), ...queued(null), status: "running" },
  ],
  [
    "Paused deleting memories where user is caroline: nothing deleted yet",
    { ...none, selection: matching(), ...queued(null), status: "paused" },
  ],
  [
    "Cancelled deleting memories where user is caroline: nothing was deleted",
    { ...none, selection: matching(), ...queued(null), status: "cancelled" },
  ],
  [
    "Could not delete memories where user is caroline: nothing was deleted",
    { ...none, selection: matching(), ...queued(null), status: "failed" },
  ],
  [
    "Deleting 3 listed memories: 2 of 3 done",
    {
      ...none,
      selection: listed(3),
      status: "running",
      expectedCount: 3,
      requestedCount: 3,
      deletedCount: 1,
      absentCount: 1,
    },
  ],
  [
    "Deleted 1 memory",
    {
      ...none,
      selection: listed(1),
      status: "completed",
      expectedCount: 1,
      requestedCount: 1,
      deletedCount: 1,
    },
  ],
  [
    "Deleted 1,204 memories where user is caroline, except 2",
    {
      ...none,
      selection: matching(2),
      status: "completed",
      expectedCount: 1204,
      requestedCount: 1204,
      deletedCount: 1204,
    },
  ],
  [
    "Deleted 8 memories where user is caroline: 2 of the 10 confirmed were gone or changed before it started",
    {
      ...none,
      selection: matching(),
      status: "completed",
      expectedCount: 10,
      requestedCount: 8,
      deletedCount: 8,
    },
  ],
  [
    "Deleted 2 of 3 listed memories: 1 already absent",
    {
      ...none,
      selection: listed(3),
      status: "completed",
      expectedCount: 3,
      requestedCount: 3,
      deletedCount: 2,
      absentCount: 1,
    },
  ],
  [
    "Deleted nothing: 1 memory was already absent",
    {
      ...none,
      selection: listed(1),
      status: "completed",
      expectedCount: 1,
      requestedCount: 1,
      absentCount: 1,
    },
  ],
  [
    "Deleted 5 of 9 listed memories: 1 already absent, 3 failed, not verified",
    {
      ...none,
      selection: listed(9),
      status: "partial",
      expectedCount: 9,
      requestedCount: 9,
      deletedCount: 5,
      absentCount: 1,
      failedCount: 3,
    },
  ],
  [
    "Could not delete 10 memories where user is caroline: nothing was deleted",
    {
      ...none,
      selection: matching(),
      status: "failed",
      expectedCount: 10,
      requestedCount: null,
    },
  ],
  [
    "Deleted 7 memories where user is caroline: 4 changed since the preview and left alone, 2 of the 10 confirmed were gone or changed before it started",
    {
      ...none,
      selection: matching(),
      status: "completed",
      expectedCount: 10,
      requestedCount: 8,
      deletedCount: 7,
      changedCount: 1,
      joinedCount: 3,
    },
  ],
  [
    "Deleted none of 1 memory: 1 changed since the preview and left alone",
    {
      ...none,
      selection: listed(1),
      status: "completed",
      expectedCount: 1,
      requestedCount: 1,
      changedCount: 1,
    },
  ],
  [
    "Could not delete 2 listed memories: 2 failed",
    { ...none, selection: listed(2), status: "failed", expectedCount: 2, requestedCount: 2, failedCount: 2 },
  ],
  [
    "Cancelled after deleting 1,000 of 1,500 listed memories: 500 kept",
    {
      ...none,
      selection: listed(1500),
      status: "cancelled",
      expectedCount: 1500,
      requestedCount: 1500,
      deletedCount: 1000,
    },
  ],
  [
    "Waiting to delete 1,500 listed memories: 1,000 of 1,500 done",
    {
      ...none,
      selection: listed(1500),
      status: "queued",
      expectedCount: 1500,
      requestedCount: 1500,
      deletedCount: 1000,
    },
  ],
  [
    "Paused deleting 10 memories where user is caroline: nothing deleted yet",
    { ...none, selection: matching(), status: "paused", expectedCount: 10, requestedCount: null },
  ],
  [
    "Cancelled after deleting 0 of 10 memories where user is caroline: nothing was deleted",
    { ...none, selection: matching(), status: "cancelled", expectedCount: 10, requestedCount: null },
  ],
];

it.each(cases)("%s", (sentence, deletion) => {
  expect(describeDeletion(deletion)).toBe(sentence);
});
