import { describe, expect, it } from "vitest";
import type { Deletion } from "@/lib/deletions/types";
import type { VerificationOutcome } from "@/lib/deletions/verification-checks";
import { verificationSchema } from "@/lib/deletions/verification-schema";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { deletedAtOf, goneTitle, takenVerdict, unknownWords } from "./gone-words";

const verified = (outcome: VerificationOutcome, residualCount = 0) =>
  verificationSchema.parse({
    verifiedAt: "2026-11-28T10:00:05.000Z",
    checks: [{ check: "ids", outcome, checkedCount: 3, residualCount, otherCount: 0, durationMs: 1 }],
  });
// What a verdict looks at.
const ended = {
  storeId: builtinStoreId,
  status: "completed",
  selection: { kind: "listed", count: 3 },
  requestedCount: 3,
  expectedCount: 3,
  deletedCount: 3,
  absentCount: 0,
  failedCount: 0,
  unknownCount: 0,
  changedCount: 0,
  joinedCount: 0,
  keptImmutableCount: 0,
  heldCount: 0,
  heldBesideCount: 0,
  heldBy: [],
  verification: verified("verified_absent"),
  copies: null,
  createdAt: "2026-11-28T10:00:00.000Z",
  startedAt: "2026-11-28T10:00:01.000Z",
  finishedAt: "2026-11-28T10:00:06.000Z",
} as unknown as Deletion;

describe("what is said of a memory that a deletion took", () => {
  it("is the deletion's own verdict", () => {
    expect(takenVerdict(ended)).toEqual({ look: "success", words: "3 deleted, verified absent" });
    for (const verification of [
      verified("not_checked"),
      verified("unsupported"),
      verified("residual", 2),
      null,
    ])
      expect(takenVerdict({ ...ended, verification }).look).toBe("warning");
    expect(takenVerdict({ ...ended, verification: verified("residual", 2) }).words).toMatch(
      /2 memories still stored/,
    );
  });

  it("is that it is not verified yet, before the deletion has ended", () => {
    const open: Deletion = { ...ended, verification: null, finishedAt: null };
    expect(takenVerdict({ ...open, status: "running" })).toEqual({
      look: "info",
      words: "The deletion has not ended yet, so it is not verified",
    });
    expect(takenVerdict({ ...open, status: "verifying" }).words).toBe("The deletion is being verified");
    expect(deletedAtOf(open)).toBe(ended.startedAt);
  });
});

describe("what is not known", () => {
  const builtin = { kind: "builtin" as const, name: "Built-in store" };
  const platform = { kind: "mem0-platform" as const, name: "Mem0" };

  it("is said of each kind of store as far as it goes", () => {
    expect(goneTitle([], "Mem0")).toBe("Never seen in Mem0");
    expect(unknownWords(builtin, false, true)).toMatch(/Every deletion in this store is recorded/);
    expect(unknownWords(platform, false, true)).toMatch(/are not recorded here/);
    expect(unknownWords(platform, true, true)).toMatch(/no deletion made with Lethe removed it/);
    expect(unknownWords(builtin, false, false)).toMatch(/took too long/);
  });
});
