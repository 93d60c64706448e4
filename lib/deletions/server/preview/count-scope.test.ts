import { beforeAll, describe, expect, it } from "vitest";
import { emptyScope, wildcard, type Scope } from "@/lib/deletions/scope/scope";
import { entityFields, type EntityField } from "@/lib/memories/types";
import { seededRandom } from "@/testing/seeded-random";
import { insertMemories } from "@/testing/stores/test-memories";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { useTestDatabase } from "@/testing/test-database";
import { countScope } from "./count-scope";

const test = useTestDatabase();
const random = seededRandom(15);
const columns = { user_id: "userId", agent_id: "agentId", app_id: "appId", run_id: "runId" } as const;
const valueOrNone = () => (random() < 0.3 ? null : random() < 0.5 ? "a" : "b");
const rows = Array.from({ length: 400 }, () => ({
  userId: valueOrNone(),
  agentId: valueOrNone(),
  appId: valueOrNone(),
  runId: valueOrNone(),
  immutable: random() < 0.2,
  metadata: random() < 0.5 ? { tier: "gold" } : {},
}));
beforeAll(async () => {
  await insertMemories(test.database(), rows);
});

const count = (scope: Partial<Scope>, signal?: AbortSignal) =>
  countScope(test.context(), { storeId: builtinStoreId, scope: { ...emptyScope, ...scope }, signal });

/** Every way to leave a field out, name a value or give the wildcard, but for leaving out all four. */
const scopes = entityFields
  .reduce<Partial<Record<EntityField, string>>[]>(
    (made, field) =>
      made.flatMap((scope) => [scope, { ...scope, [field]: "a" }, { ...scope, [field]: wildcard }]),
    [{}],
  )
  .filter((scope) => Object.keys(scope).length > 0);

describe("countScope", () => {
  it("counts what each of the 80 scopes of values and wildcards takes, and what stays", async () => {
    expect(scopes).toHaveLength(80);
    for (const scope of scopes) {
      const fields = entityFields.filter((field) => scope[field] !== undefined);
      const wildcards = fields.filter((field) => scope[field] === wildcard);
      const isTaken = (row: (typeof rows)[number]) =>
        wildcards.length === 4 ||
        fields.every((field) =>
          scope[field] === wildcard ? row[columns[field]] !== null : row[columns[field]] === scope[field],
        );
      const taken = rows.filter(isTaken);
      expect(await count(scope)).toEqual({
        matchingCount: taken.length,
        stayingCount: rows.length - taken.length,
        wholeCount: rows.length,
        immutableCount: taken.filter((row) => row.immutable).length,
        withoutByWildcard: wildcards.map((field) => ({
          field,
          count: rows.filter((row) => row[columns[field]] === null).length,
        })),
        isExact: true,
      });
    }
  });

  it("narrows by metadata", async () => {
    const gold = rows.filter((row) => row.userId === "a" && "tier" in row.metadata);
    expect(await count({ user_id: "a", metadata: { tier: "gold" } })).toMatchObject({
      matchingCount: gold.length,
    });
  });

  it("refuses a scope without a filter, and who may not delete", async () => {
    await expect(count({})).rejects.toMatchObject({ code: "invalid_input" });
    const input = { storeId: builtinStoreId, scope: { ...emptyScope, user_id: "a" } };
    await expect(countScope(test.context("auditor"), input)).rejects.toMatchObject({ code: "not_permitted" });
  });

  it("gives up with the one who asked", async () => {
    await expect(count({ user_id: "a" }, AbortSignal.abort(new Error("gone")))).rejects.toThrow("gone");
  });
});
