import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { copiesStateOf } from "@/lib/deletions/copies";
import { deletionInput, previewedInput, requested, runToEnd } from "@/testing/deletions/deletion-fixtures";
import { requestDeletion } from "@/lib/deletions/server/request/request-deletion";
import { emptyScope } from "@/lib/deletions/scope/scope";
import type { selectionSchema } from "@/lib/deletions/request/schema";
import type { MatchingSelection } from "@/lib/stores/selection";
import {
  entityFieldOf,
  entityKinds,
  entitySortFields,
  type Entity,
  type EntityKind,
  type EntityPosition,
  type EntitySort,
} from "@/lib/memories/entity";
import { conditionsOf, type Filter } from "@/lib/filters/filter";
import { anyFilter } from "@/testing/filters/any-filter";
import { seededRandom } from "@/testing/seeded-random";
import { parseExact } from "@/lib/json/parse-exact";
import { writeExact } from "@/lib/json/write-exact";
import { matchesFilter, needsOthers } from "@/lib/filters/matches-filter";
import {
  entityFields,
  type EntityField,
  type Memory,
  type MemoryId,
  type MemorySort,
  suggestedFields,
} from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { type MemoryPage } from "@/lib/memories/memory-page";
import { facetsByWalking, entitiesByWalking, pageOfEntities } from "@/lib/stores/remote/entities-by-walking";
import { compareBy, positionBy } from "@/lib/stores/remote/in-order";
import {
  countByWalking,
  listSelectedByWalking,
  previewByWalking,
} from "@/lib/stores/remote/preview-by-walking";
import { getStore } from "@/lib/stores/server/get-store";
import { type CountSelectionInput, type MemoryStore } from "@/lib/stores/types";
import { type StoreId } from "@/lib/stores/store-ids";
import { useTestDatabase } from "@/testing/test-database";
import { memories as memoryRows } from "@/drizzle/schema/memories";
import { suiteConditions, suiteMemories, type NewMemory } from "./suite-memories";

type TestDatabase = ReturnType<typeof useTestDatabase>;

export type SuiteSubject = {
  /** The built-in store, or one that is set up in the test's database (addStore). */
  storeId: StoreId;
  /** Stores these, and answers them as the store should read them: without what it does not keep. */
  put: (memories: readonly NewMemory[]) => Promise<Memory[]>;
  /** Gives a memory another text, as another program would. */
  change: (id: MemoryId, text: string) => Promise<unknown>;
  /** Whether a deleted memory's history goes on telling its text, as this kind of store is known to do. */
  isHistoryKept?: boolean;
};

/** Metadata is text, and the same in any order of its keys. */
const readable = (memory: Memory | null | undefined) =>
  memory && { ...memory, metadata: parseExact(memory.metadata) };

const memoryCount = 260;
const now = new Date();
const noSignal = new AbortController().signal;

/**
 * The expectations that every kind of store meets, but for what its `capabilities` say it cannot. To add a kind: a test file
 * that calls this with a name and a function that opens an empty store and says how memories get into it (see
 * builtin/builtin-suite.test.ts and mem0-platform/platform-suite.test.ts). What is expected is worked out from the memories
 * themselves by `matchesFilter` and lib/stores/remote/*-by-walking, which the built-in store's SQL proves in turn.
 */
export const describeStore = (
  name: string,
  open: (test: TestDatabase) => Promise<SuiteSubject> | SuiteSubject,
): void => {
  describe(`the ${name} store`, () => {
    const test = useTestDatabase();
    let subject: SuiteSubject;
    let store: MemoryStore;
    let memories: Memory[];

    beforeAll(async () => {
      subject = await open(test);
      store = await getStore(test.context(), subject.storeId);
      memories = await subject.put(suiteMemories(memoryCount, 11));
      expect(new Set(memories.map(({ id }) => id)).size).toBe(memoryCount);
    });

    const matching = (filter: Filter | null, at = now) =>
      memories.filter((memory) => filter === null || matchesFilter(filter, memory, at));
    /** The same memories, read by a walk and by ids. */
    const model = {
      async *walk({ filter, at }: { filter: Filter | null; at?: Date }) {
        yield await Promise.resolve({ memories: matching(filter, at), unreadable: [] });
      },
      findMany: ({ ids }: { ids: readonly string[] }) =>
        Promise.resolve({ memories: memories.filter(({ id }) => ids.includes(id)), unreadable: [] }),
      countEach: (filters: readonly (Filter | null)[]) =>
        Promise.resolve(filters.map((filter) => ({ value: matching(filter).length, isExact: true }))),
      countSelection: (input: CountSelectionInput) => countByWalking(model, input.selection, input.cutoffAt),
    };
    const canAsk = (filter: Filter): boolean =>
      conditionsOf(filter).every(
        (each) => !store.capabilities.missingFields.includes(each.field) && !needsOthers(each),
      );
    const randomFilters = (count: number, seed: number): Filter[] =>
      fc.sample(anyFilter(fc.constantFrom(...suiteConditions), 3), { numRuns: count, seed }).filter(canAsk);

    describe("lists", () => {
      const readAll = async (filter: Filter | null, sort: MemorySort, limit: number) => {
        const pages: MemoryPage[] = [];
        for (let last: Memory | undefined; ;) {
          const cursor =
            last === undefined ? null : { direction: "after" as const, position: positionBy(sort, last) };
          const page = await store.list({ filter, sort, cursor, limit });
          expect(page.hasPrevious).toBe(pages.length > 0);
          pages.push(page);
          last = page.memories.at(-1);
          if (!page.hasNext || last === undefined) return pages;
        }
      };

      it.each([
        ["everything", null, 100],
        ["a user", { field: "user_id", operator: "eq", value: "quillon-17" }, 7],
        ["words", { field: "text", operator: "icontains", value: "coffee" }, 40],
        ["nothing", { field: "user_id", operator: "eq", value: "nobody" }, 10],
      ] satisfies [string, Filter | null, number][])(
        "%s in every order it has, forwards and back",
        async (_name, filter, limit) => {
          for (const sort of store.capabilities.sorts) {
            const compare = compareBy(sort);
            const expected = matching(filter)
              .sort((a, b) => compare(positionBy(sort, a), positionBy(sort, b)))
              .map(({ id }) => id);
            const pages = await readAll(filter, sort, limit);
            expect(pages.flatMap((page) => page.memories.map(({ id }) => id))).toEqual(expected);
            expect(pages.every(({ cappedAt }) => cappedAt === undefined)).toBe(true);

            for (let number = pages.length - 1; number > 0; number--) {
              const [first] = pages[number]?.memories ?? [];
              if (first === undefined) throw new Error("No page but the only one is empty.");
              const cursor = { direction: "before" as const, position: positionBy(sort, first) };
              const back = await store.list({ filter, sort, cursor, limit });
              expect(back.memories.map(({ id }) => id)).toEqual(
                pages[number - 1]?.memories.map(({ id }) => id),
              );
              expect(back).toMatchObject({ hasPrevious: number > 1, hasNext: true });
            }
          }
        },
      );

      it.each(["grüß gott", "GRU\u0308SS", "telefon", "ＴＥＬＥ\u200bＦＯＮ"])(
        "what reads as %j, however it is written",
        async (value) => {
          const sort: MemorySort = { field: "created_at", direction: "desc" };
          const filter: Filter = { field: "text", operator: "icontains", value };
          const page = await store.list({ filter, sort, cursor: null, limit: 200 });
          const meant = memories.filter(({ memory }) => memory.startsWith("Sagt "));
          expect(meant.length).toBeGreaterThan(0);
          expect(page.memories.map(({ id }) => id).toSorted()).toEqual(meant.map(({ id }) => id).toSorted());
          expect(await store.count(filter)).toMatchObject({ value: meant.length, isExact: true });
        },
      );

      it("memories as they are", async () => {
        const [sort = { field: "created_at", direction: "desc" }] = store.capabilities.sorts;
        const { memories: listed } = await store.list({ filter: null, sort, cursor: null, limit: 200 });
        const byId = new Map(memories.map((memory) => [memory.id, memory]));
        for (const memory of listed) expect(readable(memory)).toEqual(readable(byId.get(memory.id)));
      });

      it("from a cursor whose memory is gone", async () => {
        const sort: MemorySort = { field: "created_at", direction: "desc" };
        const inOrder = [...memories].sort((a, b) =>
          compareBy(sort)(positionBy(sort, a), positionBy(sort, b)),
        );
        const middle = inOrder[100];
        if (middle === undefined) throw new Error("There are more than a hundred.");
        const position = { at: middle.createdAt, id: memoryIdSchema.parse(randomUUID()) };
        const page = await store.list({
          filter: null,
          sort,
          cursor: { direction: "after", position },
          limit: 5,
        });
        const expected = inOrder.filter((each) => compareBy(sort)(positionBy(sort, each), position) > 0);
        expect(page.memories.map(({ id }) => id)).toEqual(expected.slice(0, 5).map(({ id }) => id));
      });
    });

    it("counts what random filters match", async () => {
      const filters = randomFilters(60, 3);
      const counts = await store.countEach([null, ...filters]);
      [null, ...filters].forEach((filter, number) => {
        const count = counts[number];
        const expected = matching(filter).length;
        if (count?.isExact === true || store.capabilities.countsExactly)
          expect(count, JSON.stringify(filter)).toEqual({ value: expected, isExact: true });
        else expect(count?.value).toBeLessThanOrEqual(expected);
      });
    });

    it("counts what random filters match by month and user, where it can", async () => {
      if (store.countByMonth === undefined) return;
      for (const filter of [null, ...randomFilters(10, 5)]) {
        const now = new Date("2024-05-10T00:00:00Z");
        const { values, months } = await store.countByMonth({ filter, by: "user", now });
        const found = matching(filter);
        for (const { period, counts } of months) {
          const created = found.filter(({ createdAt }) => createdAt.startsWith(period));
          const named = values.map((value) => created.filter(({ userId }) => userId === value).length);
          const unnamed = created.filter(({ userId }) => userId === null).length;
          const others = created.length - unnamed - named.reduce((sum, count) => sum + count, 0);
          expect(counts, JSON.stringify(filter)).toEqual([...named, others, unnamed]);
        }
        const total = months.flatMap(({ counts }) => counts).reduce((sum, count) => sum + count, 0);
        expect(total, JSON.stringify(filter)).toBe(found.length);
      }
    });

    it("counts by age and by parts, where it can", async () => {
      if (store.countByAge === undefined) return;
      const parts: Filter[] = [
        { field: "expiration_date", operator: "expired" },
        { field: "user_id", operator: "eq", value: "quillon-17" },
      ];
      const bounds = ["2024-04-01T00:00:00Z", "2024-03-01T00:00:00Z"].map((at) => new Date(at));
      const expected = bounds.concat(new Date(0)).map(() => [0, 0, 0]);
      for (const memory of memories) {
        const older = bounds.filter((bound) => Date.parse(memory.updatedAt) < bound.getTime()).length;
        const part = parts.findIndex((filter) => matchesFilter(filter, memory, now));
        const age = expected[older];
        const place = part === -1 ? parts.length : part;
        if (age !== undefined) age[place] = (age[place] ?? 0) + 1;
      }
      expect(await store.countByAge({ parts, bounds })).toEqual(expected);
    });

    it("finds memories by id, with their versions", async () => {
      const [memory] = memories;
      if (memory === undefined) throw new Error("There are memories.");
      expect(readable(await store.find(memory.id))).toEqual(readable(memory));
      expect(await store.listVersions(memory.id)).toMatchObject([
        { event: "ADD", oldMemory: null, newMemory: memory.memory },
      ]);
      const absentId = memoryIdSchema.parse(randomUUID());
      expect(await store.find(absentId)).toBeNull();
      expect(await store.listVersions(absentId)).toEqual([]);
    });

    it.each(suggestedFields)("suggests the most frequent values of %s", async (field) => {
      for (const text of ["", "O", "nowhere"]) {
        const expected = store.capabilities.missingFields.includes(field)
          ? []
          : await facetsByWalking(model, { field, text, limit: 3 }, noSignal);
        expect(await store.listFacets({ field, text, limit: 3 })).toEqual(expected);
      }
    });

    describe("entities", () => {
      const position = (sort: EntitySort, { value, count, lastActivityAt }: Entity): EntityPosition => {
        switch (sort.field) {
          case "name":
            return { field: "name", value };
          case "count":
            return { field: "count", count, value };
          case "last_activity":
            return { field: "last_activity", at: lastActivityAt, value };
        }
      };

      it.each(entityKinds)("of kind %s, in every order, page by page", async (kind: EntityKind) => {
        if (store.capabilities.missingFields.includes(entityFieldOf[kind])) return;
        const entities = await entitiesByWalking(model, kind, noSignal);
        for (const field of entitySortFields) {
          for (const direction of ["asc", "desc"] as const) {
            const sort: EntitySort = { field, direction };
            const input = { kind, text: "R", sort, limit: 2 };
            const first = { ...input, cursor: null };
            const page = await store.listEntities(first);
            expect(page).toEqual(pageOfEntities(entities, first));
            const last = page.entities.at(-1);
            if (last === undefined) throw new Error("Each kind has an entity with an r in it.");
            for (const step of ["after", "before"] as const) {
              const next = { ...input, cursor: { direction: step, position: position(sort, last) } };
              expect(await store.listEntities(next)).toEqual(pageOfEntities(entities, next));
            }
          }
        }
      });

      it("that are like a text", async () => {
        const near = await store.listNearEntities({ kind: "user", text: "quilon 17", limit: 5 });
        const count = memories.filter(({ userId }) => userId === "quillon-17").length;
        expect(near).toEqual([{ value: "quillon-17", count }]);
      });
    });

    describe("a selection", () => {
      const cutoffAt = new Date("2024-03-30T00:00:00.000Z");
      const selections = (): MatchingSelection[] => [
        { kind: "matching", filter: null, excludedIds: [] },
        ...randomFilters(10, 7).map((filter) => ({
          kind: "matching" as const,
          filter,
          excludedIds: memories.slice(0, 20).map(({ id }) => id),
        })),
      ];

      it("is counted up to its cutoff, without what is excluded", async () => {
        for (const selection of selections()) {
          const count = await store.countSelection({ selection, cutoffAt });
          expect(count, JSON.stringify(selection.filter)).toBe(
            await countByWalking(model, selection, cutoffAt),
          );
        }
      });

      it("is compared with the whole store, whatever its filter says", async () => {
        const present = (field: EntityField): Filter => ({ field, operator: "present" });
        const absent = (field: EntityField): Filter => ({ field, operator: "absent" });
        const since: Filter = { field: "created_at", operator: "gt", value: "1970-01-01" };
        const filters: Filter[] = [
          since,
          { not: { not: since } },
          { and: [since, { field: "created_at", operator: "lt", value: "2999-01-01" }] },
          { or: [present("user_id"), absent("user_id")] },
          { or: [present("user_id"), present("agent_id")] },
          present("user_id"),
          { not: absent("user_id") },
          { field: "user_id", operator: "in", value: userIdsOf(memories) },
          { not: { field: "user_id", operator: "eq", value: "nobody" } },
          { and: [present("user_id"), present("run_id")] },
          { or: [present("run_id"), { field: "user_id", operator: "eq", value: "quillon-17" }] },
          { field: "text", operator: "icontains", value: "coffee" },
          { field: "expiration_date", operator: "expired" },
          { field: "expiration_date", operator: "unexpired" },
          ...randomFilters(30, 29),
        ];
        const random = seededRandom(31);
        const randomly = () => random() < 0.5;
        for (const filter of filters) {
          for (const at of [cutoffAt, new Date()]) {
            const reached = memories.filter(({ createdAt }) => Date.parse(createdAt) <= at.getTime());
            const taken = reached.filter((memory) => matchesFilter(filter, memory, at));
            // What covers nothing is never asked about.
            if (taken.length === 0) continue;
            // With as many again left out, which may match or not.
            const counted = randomly()
              ? { countMax: taken.length, isExact: true }
              : { countMax: 2 * taken.length, isExact: false };
            const coverage = await store.readCoverage({ filter, ...counted, cutoffAt: at });
            const words = `${JSON.stringify(filter)} at ${at.toISOString()}`;
            expect(coverage.isEverything, words).toBe(taken.length === reached.length);
            if (coverage.isEverything) continue;
            expect(coverage.allWith, words).toEqual(
              entityFields.filter((field) => {
                const [all, some] = [reached, taken].map(
                  (list) => list.filter((memory) => matchesFilter(present(field), memory, at)).length,
                );
                return all !== 0 && all === some;
              }),
            );
          }
        }
      });

      it("is previewed in all its parts", async () => {
        const cutoffAt = new Date();
        for (const selection of selections().slice(0, 6)) {
          const kept = { ...selection, excludedIds: [] };
          const compared = selection.filter === null ? null : { filter: selection.filter, fromCount: 1 };
          const input = { selection, compared, kept, asksNear: true, cutoffAt };
          const expected = await previewByWalking(model, input);
          expect({ ...(await store.preview(input)), snapshot: null }).toEqual(expected);
        }
      });

      it("of listed ids says how many are absent", async () => {
        const ids = [...memories.slice(10, 40).map(({ id }) => id), memoryIdSchema.parse(randomUUID())];
        const selection = { kind: "listed" as const, ids };
        const preview = await store.preview({
          selection,
          compared: null,
          kept: null,
          asksNear: false,
          cutoffAt: new Date(),
        });
        expect(preview).toMatchObject({ count: 30, absentCount: 1, keptImmutableCount: null });
        expect(preview.near).toEqual({ kind: "not_asked" });
      });

      it("is listed page by page, and read out whole", async () => {
        const [, selection = { kind: "matching" as const, filter: null, excludedIds: [] }] = selections();
        for (let cursor = null; ;) {
          const input = { selection, cutoffAt, cursor, limit: 25 };
          const page = await store.listSelected(input);
          expect(page).toEqual(await listSelectedByWalking(model, input));
          if (page.nextPosition === null) break;
          cursor = page.nextPosition;
        }
        const output = await store.openExport({ selection, cutoffAt });
        const lines: string[] = [];
        for await (const line of output.lines) lines.push(line);
        await output.close();
        expect(lines).toHaveLength(output.count);
        expect(output.count).toBe(await countByWalking(model, selection, cutoffAt));
        const named = (line: string) => JSON.parse(line) as { id: string; memory: string };
        const byId = new Map<string, Memory>(memories.map((memory) => [memory.id, memory]));
        for (const { id, memory } of lines.map(named)) expect(memory).toBe(byId.get(id)?.memory);
      });
    });

    describe("a confirmed selection", () => {
      const run = Math.random().toString(36).slice(2, 8);
      const remove = async (id: MemoryId): Promise<void> => {
        if (store.deletes === "remotely") await store.deleteMemories({ ids: [id], signal: noSignal });
        else await test.database().delete(memoryRows).where(eq(memoryRows.id, id));
      };
      const kinds: [string, (userId: string, ids: MemoryId[]) => z.input<typeof selectionSchema>, boolean][] =
        [
          [
            "a filter",
            (userId) => ({
              kind: "matching",
              filter: {
                and: [
                  { field: "user_id", operator: "eq", value: userId },
                  { field: "text", operator: "icontains", value: "quagga" },
                ],
              },
            }),
            false,
          ],
          ["listed ids", (_userId, ids) => ({ kind: "listed", ids }), false],
          ["a scope", (userId) => ({ kind: "scope", scope: { ...emptyScope, user_id: userId } }), true],
          ["an entity", (userId) => ({ kind: "entity", entity: { kind: "user", value: userId } }), true],
        ];

      it.each(kinds)(
        "takes no memory that was not previewed, nor what has changed but by a scope, whatever happens in between: %s",
        async (kind, selectionOf, takesChanged) => {
          const random = seededRandom(kind.length * 7 + 1);
          const roundCount = 4;
          let requestedCount = 0;
          for (let round = 0; round < roundCount; round++) {
            const userId = `race ${run} ${kind} ${round}`;
            const made = (count: number, from: number): NewMemory[] =>
              suiteMemories(count, 3).map((memory, number) => ({
                ...memory,
                memory: `${number % 3 === 2 ? "zebra" : "quagga"} number ${from + number}`,
                userId,
                expirationDate: null,
                isSuperseded: false,
              }));
            const put = await subject.put(made(9, 0));
            const selection = selectionOf(
              userId,
              put.map(({ id }) => id),
            );
            const ctx = test.context();
            const input = await previewedInput(ctx, selection, subject.storeId);
            const previewed = new Set(
              put
                .filter(({ memory }) => kind !== "a filter" || memory.includes("quagga"))
                .map(({ id }) => id),
            );
            expect(input.expectedCount).toBe(previewed.size);
            const changed = new Set<MemoryId>();
            const removed = new Set<MemoryId>();
            const joined: Memory[] = [];
            const disturb = async (share: number) => {
              for (const { id } of put) {
                if (removed.has(id) || random() > share) continue;
                if (random() < 0.3) {
                  removed.add(id);
                  await remove(id);
                } else {
                  changed.add(id);
                  await subject.change(
                    id,
                    random() < 0.5 ? `a quagga, but changed ${random()}` : `a gnu ${random()}`,
                  );
                }
              }
              joined.push(...(await subject.put(made(2, 100 + joined.length))));
            };
            await disturb([0, 0.3, 0, 0][round] ?? 0);
            const result = await requestDeletion(ctx, input);
            const left = async (of: readonly { id: MemoryId }[]) => {
              const there = await Promise.all(
                of.map(async ({ id }) => ((await store.find(id)) === null ? [] : [id])),
              );
              return new Set(there.flat());
            };
            if (result.kind === "count_changed") {
              expect(await left(put)).toEqual(
                new Set(put.map(({ id }) => id).filter((id) => !removed.has(id))),
              );
            } else {
              requestedCount++;
              await disturb(0.4);
              await runToEnd(ctx, result.deletion.id, { batchSize: 3 });
              const isTaken = (id: MemoryId) => previewed.has(id) && (takesChanged || !changed.has(id));
              expect(await left(put)).toEqual(
                new Set(put.map(({ id }) => id).filter((id) => !removed.has(id) && !isTaken(id))),
              );
              expect(await left(joined)).toEqual(new Set(joined.map(({ id }) => id)));
            }
            for (const id of [...(await left(put)), ...joined.map((memory) => memory.id)]) await remove(id);
          }
          expect(requestedCount).toBeGreaterThan(1);
        },
      );
    });

    describe("deletes", () => {
      /** What history is known to keep is a copy, and the deletion as clean as anywhere. */
      const versions = () => (subject.isHistoryKept === true ? "residual" : "verified_absent");
      const copies = () => {
        if (store.kind === "builtin") return null;
        return subject.isHistoryKept === true ? "residual" : "none";
      };
      const run = async (selection: z.input<typeof selectionSchema>, expectedCount: number) => {
        const ctx = test.context();
        const input = { ...deletionInput({ selection, expectedCount }), storeId: subject.storeId };
        const { id } = await requested(ctx, input);
        return runToEnd(ctx, id, { batchSize: 20 });
      };
      const outcomes = ({ verification }: Awaited<ReturnType<typeof run>>) =>
        Object.fromEntries((verification?.checks ?? []).map(({ check, outcome }) => [check, outcome]));

      it("what a filter matches, in batches, verified in every way it can be, and nothing else", async () => {
        const filter: Filter = {
          and: [
            { field: "user_id", operator: "eq", value: "tamsin north" },
            { not: { field: "text", operator: "icontains", value: "bakery" } },
          ],
        };
        const doomed = matching(filter);
        const [kept] = doomed;
        if (kept === undefined) throw new Error("Some match.");
        const deletedCount = doomed.length - 1;
        const done = await run({ kind: "matching", filter, excludedIds: [kept.id] }, deletedCount);
        expect(done).toMatchObject({ status: "completed", deletedCount, absentCount: 0, failedCount: 0 });
        expect(outcomes(done)).toMatchObject({
          ids: "verified_absent",
          selection: "verified_absent",
          versions: versions(),
        });
        expect(copiesStateOf(done)).toBe(copies());
        expect(["verified_absent", "unsupported"]).toContain(outcomes(done).text);
        memories = memories.filter((memory) => memory.id === kept.id || !doomed.includes(memory));
        expect((await store.count(null)).value).toBe(memories.length);
        expect(readable(await store.find(kept.id))).toEqual(readable(kept));
      });

      it("listed memories, and tells which were absent before", async () => {
        const [first, second] = memories;
        if (first === undefined || second === undefined) throw new Error("There are memories.");
        const ids = [first.id, second.id, memoryIdSchema.parse(randomUUID())];
        const done = await run({ kind: "listed", ids }, ids.length);
        expect(done).toMatchObject({
          status: "completed",
          deletedCount: 2,
          absentCount: 1,
          failedCount: 0,
        });
        memories = memories.filter(({ id }) => !ids.includes(id));
        expect(await store.find(first.id)).toBeNull();
        expect(await store.listVersions(first.id)).toEqual([]);
        expect((await store.count(null)).value).toBe(memories.length);
      });

      it("by a number to its last digit, which JavaScript would round to another's", async () => {
        const orders = ["1161888007138312193", "1161888007138312200", "0.1000000000000000055511151231257827"];
        const [some] = suiteMemories(1, 3);
        if (some === undefined) throw new Error("One was asked for.");
        const numbered = await subject.put(
          orders.map((order) => ({ ...some, metadata: writeExact(parseExact(`{"order":${order}}`)) })),
        );
        memories = [...memories, ...numbered];
        const has = (number: string): Filter => ({
          field: "metadata",
          key: "order",
          operator: "eq",
          value: { number },
        });
        for (const [index, order] of orders.entries()) {
          const [sort] = store.capabilities.sorts;
          if (sort === undefined) throw new Error("It has an order.");
          const page = await store.list({ filter: has(order), sort, cursor: null, limit: 10 });
          expect(page.memories.map(({ id }) => id)).toEqual([numbered[index]?.id]);
          expect(page.memories[0]?.metadata.replaceAll(" ", "")).toBe(`{"order":${order}}`);
        }
        const filter = has("1161888007138312193");
        const done = await run({ kind: "matching", filter, excludedIds: [] }, 1);
        expect(done).toMatchObject({ status: "completed", deletedCount: 1 });
        memories = memories.filter(({ id }) => id !== numbered[0]?.id);
        expect(await store.find(numbered[1]?.id ?? memoryIdSchema.parse("none"))).not.toBeNull();
        expect((await store.count(null)).value).toBe(memories.length);
      });

      it("everything, and says so when there is nothing left", async () => {
        const scope = { user_id: "*", agent_id: "*", app_id: "*", run_id: "*" };
        const done = await run({ kind: "scope", scope }, memories.length);
        expect(done).toMatchObject({ status: "completed", deletedCount: memories.length });
        expect(await store.count(null)).toEqual({ value: 0, isExact: true });
        const sort: MemorySort = { field: "created_at", direction: "desc" };
        expect(await store.list({ filter: null, sort, cursor: null, limit: 10 })).toEqual({
          memories: [],
          hasPrevious: false,
          hasNext: false,
        });
      });
    });
  });
};

const userIdsOf = (memories: readonly Memory[]): string[] =>
  [...new Set(memories.map(({ userId }) => userId))].filter((userId) => userId !== null);
