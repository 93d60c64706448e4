import { randomBytes, randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { memberActor } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { copiesStateOf } from "@/lib/deletions/copies";
import { deletionOutcomes, type DeletionOutcome } from "@/lib/deletions/outcome";
import { isFinished } from "@/lib/deletions/status";
import type { Deletion } from "@/lib/deletions/types";
import { verificationOutcomes } from "@/lib/deletions/verification-checks";
import { verificationStateOf } from "@/lib/deletions/verification-state";
import { residuePlaces } from "@/lib/stores/residue";
import { allDeletions } from "@/testing/deletions/deletion-fixtures";
import { useTestDatabase } from "@/testing/test-database";
import { deletions } from "@/drizzle/schema/deletions";
import { countDeletions, listDeletions } from "./list-deletions";
import { sumUpRecentDeletions } from "./sum-up-recent";

const { database, context } = useTestDatabase();
const now = () => new Date("2026-08-30T12:00:00Z");

/** As it is said of one deletion on its page. */
const outcomeOf = (deletion: Deletion): DeletionOutcome => {
  if (!isFinished(deletion.status)) return "unfinished";
  if (deletion.status === "cancelled") return "cancelled";
  if (deletion.status !== "completed") return "partly";
  const state = verificationStateOf(deletion);
  if (state === null) return "nothing";
  if (state.kind !== "verified_absent") return "partly";
  if (deletion.returned !== null && deletion.returned.count > 0) return "returned";
  return copiesStateOf(deletion) === "residual" ? "copies" : "verified";
};

/** Drizzle takes no objects without a prototype. */
const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(model, { noNullPrototype: true });
const few = fc.constantFrom(0, 0, 0, 2);
const instant = fc.constantFrom("2026-08-10T10:00:00.000Z", "2026-08-10T11:00:00.000Z");
const check = (name: string) =>
  record({
    check: fc.constant(name),
    outcome: fc.constantFrom("verified_absent" as const, ...verificationOutcomes),
    checkedCount: fc.constantFrom(null, 3),
    residualCount: few,
    stayedCount: fc.constantFrom(0, 0, 0, null, 1),
    otherCount: few,
    durationMs: fc.constant(1),
  });
const withoutStayed = ({ stayedCount: _, ...earlier }: { stayedCount: number | null }) => earlier;
const place = record({
  place: fc.constantFrom(...residuePlaces),
  outcome: fc.constantFrom("none", "found", "unknown", "out_of_reach", "unclear", "not_checked"),
  count: few,
  removedCount: few,
});
const row = record({
  storeId: fc.constantFrom("builtin", "heron"),
  status: fc.constantFrom("completed" as const, "completed", "partial", "failed", "cancelled", "running"),
  deletedCount: fc.constantFrom(3, 3, 3, 0),
  absentCount: few,
  failedCount: few,
  requestedCount: fc.constantFrom(3, 5),
  returnedCount: few,
  verification: fc.option(
    record({
      verifiedAt: instant,
      checks: fc
        .tuple(
          check("ids"),
          check("selection"),
          check("versions"),
          fc.boolean(),
          fc.integer({ min: 0, max: 3 }),
        )
        .map(([ids, selection, versions, isEarlier, count]) =>
          [ids, versions, selection].slice(0, count).map(isEarlier ? withoutStayed : (each) => each),
        ),
    }),
    { freq: 8 },
  ),
  copies: fc.option(
    record({
      lookedAt: instant,
      removedAt: fc.option(instant),
      places: fc.uniqueArray(place, { maxLength: 3, selector: (each) => each.place }),
    }),
  ),
  /** Days before today. */
  age: fc.integer({ min: 0, max: 40 }),
  who: fc.integer({ min: 0, max: 6 }),
});

const rows = fc.sample(row, { numRuns: 600, seed: 15 });

describe("the deletions of the last days", () => {
  beforeAll(async () => {
    await database()
      .insert(deletions)
      .values(
        rows.map(({ age, who, ...values }) => {
          const createdAt = new Date(now().getTime() - age * 86_400_000);
          return {
            ...values,
            operation: "batch" as const,
            actor: memberActor({
              id: memberIdSchema.parse(`1f0c2b8e-5d1a-4c7e-9b52-8f6a1d0e7c3${who}`),
              email: `member-${who}@example.com`,
              role: "support",
            }),
            selection: { kind: "listed", count: 3 },
            digestSalt: randomBytes(32),
            idempotencyKey: randomUUID(),
            requestDigest: "",
            cutoffAt: createdAt,
            returnedAt: values.returnedCount > 0 ? createdAt : null,
            finishedAt: values.status === "running" ? null : createdAt,
            createdAt,
          };
        }),
      );
  });

  const all = async (): Promise<Deletion[]> => {
    const found: Deletion[] = [];
    for (
      let after = null as (typeof allDeletions)["after"], isDone = false;
      !isDone;
      isDone = after === null
    ) {
      const page = await listDeletions(context(), { search: { ...allDeletions, after }, limit: 100 });
      found.push(...page.deletions);
      after = page.nextPosition;
    }
    return found;
  };

  it("have the outcome that their pages tell, in the list and in the sums", async () => {
    const listed = await all();
    expect(listed).toHaveLength(rows.length);
    for (const outcome of deletionOutcomes) {
      const expected = listed.filter((deletion) => outcomeOf(deletion) === outcome);
      expect(expected.length, outcome).toBeGreaterThan(0);
      const search = { ...allDeletions, outcome };
      expect(await countDeletions(context(), search), outcome).toBe(expected.length);
      const { deletions: page } = await listDeletions(context(), { search, limit: 100 });
      expect(page.map(outcomeOf)).toEqual(page.map(() => outcome));
    }
    const recent = await sumUpRecentDeletions({ ...context("viewer"), now });
    expect(recent.days).toHaveLength(30);
    expect([recent.fromOn, recent.days[0]?.day, recent.days.at(-1)?.day]).toEqual([
      "2026-08-01",
      "2026-08-01",
      "2026-08-30",
    ]);
    for (const { day, counts } of recent.days) {
      for (const outcome of deletionOutcomes) {
        const expected = listed.filter(
          (deletion) => deletion.createdAt.startsWith(day) && outcomeOf(deletion) === outcome,
        );
        expect(counts[outcome], `${day} ${outcome}`).toBe(expected.length);
      }
    }
  });

  it("are by those who deleted most, of whom few are named", async () => {
    const recent = await sumUpRecentDeletions({ ...context("auditor"), now });
    const listed = (await all()).filter(({ createdAt }) => createdAt >= recent.fromOn);
    const sum = (these: Deletion[]) => these.reduce((total, { deletedCount }) => total + deletedCount, 0);
    const byActor = [...new Set(listed.map(({ actor }) => actor.label))]
      .map((label) => {
        const of = listed.filter(({ actor }) => actor.label === label);
        return { label, deletionCount: of.length, memoryCount: sum(of) };
      })
      .sort((one, other) => other.memoryCount - one.memoryCount || (one.label < other.label ? -1 : 1));
    expect(recent.actorCount).toBe(7);
    expect(recent.memoryCount).toBe(sum(listed));
    expect(
      recent.actors.map(({ actor, deletionCount, memoryCount }) => ({
        label: actor.label,
        deletionCount,
        memoryCount,
      })),
    ).toEqual(byActor.slice(0, 5));
  });

  it("are none where there are none, and are kept from nobody who sees the history", async () => {
    const later = () => new Date("2027-08-30T12:00:00Z");
    const recent = await sumUpRecentDeletions({ ...context("viewer"), now: later });
    expect(recent).toMatchObject({ actors: [], actorCount: 0, memoryCount: 0 });
    expect(recent.days.every(({ counts }) => Object.values(counts).every((count) => count === 0))).toBe(true);
  });
});
