import { randomBytes, randomUUID } from "node:crypto";
import { asc, eq, getTableColumns, sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { emptyScope, isWipe, type Scope } from "@/lib/deletions/scope/scope";
import { selectionSchema } from "@/lib/deletions/request/schema";
import { matchingSelectionOf } from "@/lib/deletions/request/store-selection";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { entityFields, type EntityField } from "@/lib/memories/types";
import { builtinStore } from "@/lib/stores/builtin/builtin-store";
import { seededRandom } from "@/testing/seeded-random";
import { insertMemories } from "@/testing/stores/test-memories";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { useTestDatabase } from "@/testing/test-database";
import { deletionItems } from "@/drizzle/schema/deletions";
import { memories } from "@/drizzle/schema/memories";
import { deletionInput, requested, runToEnd } from "@/testing/deletions/deletion-fixtures";
import { freezeSelection } from "../builtin/freeze-selection";
import { previewSelection } from "../preview/preview-selection";
import { requestDeletion } from "../request/request-deletion";

// Which memories a scope takes, held against a model without SQL, on random memories of which half the values are null.

const { database, context } = useTestDatabase();
const seed = 20_260_801;
const random = seededRandom(seed);
const pick = <Value>(values: readonly [Value, ...Value[]]): Value =>
  values[Math.floor(random() * values.length)] ?? values[0];

/** All but those that Postgres computes. */
const writtenColumns = sql.raw(
  Object.values(getTableColumns(memories))
    .filter(({ generated }) => generated === undefined)
    .map(({ name }) => name)
    .join(", "),
);

type Stored = { id: string; metadata: Record<string, unknown> } & Record<EntityField, string | null>;
const memoryCount = 300;
const scopeMetadatas: [Scope["metadata"], ...Scope["metadata"][]] = [
  null,
  { tier: null },
  { tier: "gold" },
  { tier: null, n: 1 },
];

/** A star as a memory's own value is a value like any other; a space is part of an id. */
const values = ["ana", "ana ", "*", "Ana"] as const;
const metadatas = [{}, { tier: "gold" }, { tier: null }, { tier: null, n: 1 }, { n: 1 }, { n: "1" }] as const;

let stored: Stored[] = [];
beforeAll(async () => {
  const valueOrNull = () => (random() < 0.5 ? null : pick(values));
  stored = Array.from({ length: memoryCount }, () => ({
    id: randomUUID(),
    user_id: valueOrNull(),
    agent_id: valueOrNull(),
    app_id: valueOrNull(),
    run_id: valueOrNull(),
    metadata: pick(metadatas),
  })).sort((a, b) => (a.id < b.id ? -1 : 1));
  await insertMemories(
    database(),
    stored.map(({ id, metadata, ...entity }) => ({
      id,
      metadata,
      userId: entity.user_id,
      agentId: entity.agent_id,
      appId: entity.app_id,
      runId: entity.run_id,
      storedAt: new Date(Date.now() - 60_000),
    })),
  );
  await database().execute(sql`create table kept_memories as table memories`);
});
beforeEach(async () => {
  await database().delete(memories);
  await database().execute(
    sql`insert into memories (${writtenColumns}) select ${writtenColumns} from kept_memories`,
  );
});

/** What a scope takes. Four wildcards and nothing else are the one special case. */
const takes = (scope: Scope, memory: Stored): boolean => {
  if (scope.metadata === null && entityFields.every((field) => scope[field] === "*")) return true;
  return (
    entityFields.every((field) => {
      const wanted = scope[field];
      if (wanted === null) return true;
      return wanted === "*" ? memory[field] !== null : memory[field] === wanted;
    }) && Object.entries(scope.metadata ?? {}).every(([key, value]) => memory.metadata[key] === value)
  );
};
const idsTaken = (scope: Scope) => stored.filter((memory) => takes(scope, memory)).map(({ id }) => id);
const idsKept = (scope: Scope) => stored.filter((memory) => !takes(scope, memory)).map(({ id }) => id);
const idsLeft = async () =>
  (await database().select({ id: memories.id }).from(memories).orderBy(asc(memories.id))).map(({ id }) => id);

const everyEntity = { user_id: "*", agent_id: "*", app_id: "*", run_id: "*" };

/** The 15 ways to choose at least one of four. */
const wildcardSets = Array.from({ length: 15 }, (_, index) =>
  entityFields.filter((_field, position) => ((index + 1) >> position) & 1),
);
const wildcardScope = (fields: readonly EntityField[]): Scope => ({
  ...emptyScope,
  ...Object.fromEntries(fields.map((field) => [field, "*"])),
});

/** The same wildcards, with other filters beside them. */
const mixed = (fields: readonly EntityField[]): Scope => ({
  ...wildcardScope(fields),
  ...Object.fromEntries(
    entityFields
      .filter((field) => !fields.includes(field) && random() < 0.6)
      .map((field) => [field, pick(["ana", "Ana"])]),
  ),
  metadata: pick(scopeMetadatas),
});
const selectionOf = (scope: Scope) => selectionSchema.parse({ kind: "scope", scope });
const inWords = (scope: Scope) => `${JSON.stringify(scope)}, seed ${seed}`;

describe("a scope takes what it says", () => {
  it("counted and frozen: every combination of null, wildcard and names, and of metadata", async () => {
    const options = [null, "*", "ana"] as const;
    const scopes = options.flatMap((user_id) =>
      options.flatMap((agent_id) =>
        options.flatMap((app_id) =>
          options.flatMap((run_id) =>
            scopeMetadatas.map((metadata): Scope => ({
              user_id,
              agent_id,
              app_id,
              run_id,
              metadata,
            })),
          ),
        ),
      ),
    );
    const store = builtinStore(database());
    const cutoffAt = new Date();
    let takenCount = 0;
    for (const scope of scopes.slice(1)) {
      const selection = selectionOf(scope);
      if (selection.kind !== "scope") throw new Error("A scope was parsed.");
      const storeSelection = matchingSelectionOf(selection);
      const taken = idsTaken(scope);
      takenCount += taken.length;
      expect(await store.countSelection({ selection: storeSelection, cutoffAt }), inWords(scope)).toBe(
        taken.length,
      );
      const deletionId = deletionIdSchema.parse(randomUUID());
      await database().transaction((transaction) =>
        freezeSelection(transaction, {
          deletionId,
          selection: storeSelection,
          cutoffAt,
          bond: "stored",
          snapshot: null,
          digestKey: randomBytes(32),
        }),
      );
      const items = await database()
        .select({ id: deletionItems.memoryId })
        .from(deletionItems)
        .where(eq(deletionItems.deletionId, deletionId))
        // Not by their numbers: those follow where the memories lie.
        .orderBy(asc(deletionItems.memoryId));
      expect(
        items.map(({ id }) => id),
        inWords(scope),
      ).toEqual(taken);
    }
    // Else the model would have been held against nothing.
    expect(takenCount).toBeGreaterThan(scopes.length * 5);
  });

  it.each(wildcardSets.map((fields) => [fields.join(" "), fields] as const))(
    "deleted by requestDeletion and a runner, alone and beside other filters: * for %s",
    async (_name, fields) => {
      for (const scope of [wildcardScope(fields), mixed(fields)]) {
        const taken = idsTaken(scope);
        const selection = selectionOf(scope);
        const preview = await previewSelection(context(), { storeId: builtinStoreId, selection });
        expect(preview.count, inWords(scope)).toBe(taken.length);
        if (taken.length === 0) continue;
        const wrong = await requestDeletion(
          context(),
          deletionInput({ selection, expectedCount: taken.length + 1 }),
        );
        expect(wrong).toMatchObject({ kind: "count_changed", actual: taken.length });
        const input = deletionInput({ selection, expectedCount: taken.length });
        const { id } = await requested(context(), input);
        expect(await runToEnd(context(), id), inWords(scope)).toMatchObject({
          status: "completed",
          operation: isWipe(scope) ? "wipe" : "delete_all",
          deletedCount: taken.length,
        });
        expect(await idsLeft(), inWords(scope)).toEqual(idsKept(scope));
        await database().delete(memories);
        await database().execute(
          sql`insert into memories (${writtenColumns}) select ${writtenColumns} from kept_memories`,
        );
      }
    },
  );
});

describe("memories without any entity", () => {
  const ofNobody = () =>
    stored.filter((memory) => entityFields.every((field) => memory[field] === null)).map(({ id }) => id);
  const run = async (scope: Scope) => {
    const selection = selectionOf(scope);
    const input = deletionInput({ selection, expectedCount: idsTaken(scope).length });
    const { id } = await requested(context(), input);
    await runToEnd(context(), id);
    return new Set(await idsLeft());
  };

  it("are taken by four wildcards, which leave nothing", async () => {
    expect(ofNobody().length).toBeGreaterThan(5);
    expect((await run({ ...emptyScope, ...everyEntity })).size).toBe(0);
  });

  it.each(entityFields)("stay with three, of which %s is none", async (field) => {
    const left = await run({ ...emptyScope, ...everyEntity, [field]: null });
    expect(ofNobody().every((id) => left.has(id))).toBe(true);
  });

  it("stay with four and metadata", async () => {
    const left = await run({ ...emptyScope, ...everyEntity, metadata: { tier: null } });
    expect(ofNobody().every((id) => left.has(id))).toBe(true);
  });
});
