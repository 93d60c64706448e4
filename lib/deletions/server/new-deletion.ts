import { randomBytes } from "node:crypto";
import type { Context } from "@/lib/access/context";
import type { RequestDeletionInput, UncountedDeletionInput } from "@/lib/deletions/request/schema";
import { isWipe } from "@/lib/deletions/scope/scope";
import type { DeletionOperation, Selection, StoredSelection } from "@/lib/deletions/types";
import type { deletions } from "@/drizzle/schema/deletions";
import { entityColumnsOf } from "./record/entity-digest";
import { requestDigestOf } from "./request/request-digest";

const saltBytes = 32;

/** The row of a deletion that `ctx.actor` requests, with a salt of its own. */
export const newDeletion = (
  { actor, secret }: Pick<Context, "actor" | "secret">,
  input: RequestDeletionInput | UncountedDeletionInput,
  createdAt: Date,
) => {
  const { selection, storeId, expectedCount, cutoffAt, reason, ticket, idempotencyKey } = input;
  const digestSalt = randomBytes(saltBytes);
  const stored = storedFrom(selection);
  return {
    storeId,
    operation: operationOf(selection),
    actor,
    selection: stored,
    reason,
    ticket,
    digestSalt,
    idempotencyKey,
    requestDigest: requestDigestOf(secret, digestSalt, input),
    cutoffAt,
    expectedCount,
    // Frozen with the request; what matches a filter is frozen by the runner.
    requestedCount: selection.kind === "listed" ? selection.ids.length : null,
    createdAt,
    ...entityColumnsOf(secret, stored),
  } satisfies typeof deletions.$inferInsert;
};

const operationOf = (selection: Selection): DeletionOperation => {
  switch (selection.kind) {
    case "listed":
      return selection.ids.length === 1 ? "delete" : "batch";
    case "matching":
      return "delete_matching";
    case "scope":
      return isWipe(selection.scope) ? "wipe" : "delete_all";
    case "entity":
      return "delete_entity";
  }
};

const storedFrom = (selection: Selection): StoredSelection =>
  selection.kind === "listed" ? { kind: "listed", count: selection.ids.length } : selection;
