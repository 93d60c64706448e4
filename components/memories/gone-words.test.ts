import { describe, expect, it } from "vitest";
import { verificationSchema, type VerificationOutcome } from "@/lib/deletions/verification";
import { deletedAtOf, goneTitle, unknownWords, verifiedWords } from "./gone-words";

const verified = (outcome: VerificationOutcome, residualCount = 0) =>
  verificationSchema.parse({
    verifiedAt: "2026-11-28T10:00:05.000Z",
    checks: [{ check: "ids", outcome, checkedCount: 3, residualCount, otherCount: 0, durationMs: 1 }],
  });
const ended = {
  status: "completed" as const,
  verification: verified("verified_absent"),
  createdAt: "2026-11-28T10:00:00.000Z",
  startedAt: "2026-11-28T10:00:01.000Z",
  finishedAt: "2026-11-28T10:00:06.000Z",
};

describe("what a deletion says of a memory it took", () => {
  it("is verified absent only when each was looked for by its id", () => {
    expect(verifiedWords(ended)).toEqual({
      words: "Verified absent",
      at: "2026-11-28T10:00:05.000Z",
      isAbsent: true,
    });
    for (const verification of [
      verified("not_checked"),
      verified("unsupported"),
      verified("residual", 2),
      null,
    ])
      expect(verifiedWords({ ...ended, verification }).isAbsent).toBe(false);
    expect(verifiedWords({ ...ended, verification: verified("residual", 2) }).words).toMatch(
      /2 memories of this deletion still stored/,
    );
  });

  it("says that it is not verified yet", () => {
    const open = { ...ended, verification: null, finishedAt: null };
    expect(verifiedWords({ ...open, status: "running" }).words).toMatch(/under way/);
    expect(verifiedWords({ ...open, status: "verifying" }).words).toBe("Being verified");
    expect(verifiedWords({ ...ended, verification: null }).words).toBe("Not verified");
    expect(deletedAtOf(open)).toBe(ended.startedAt);
  });
});

describe("what is not known", () => {
  const builtin = { kind: "builtin" as const, name: "Built-in store" };
  const platform = { kind: "mem0-platform" as const, name: "Mem0" };

  it("is said of each kind of store as far as it goes", () => {
    expect(goneTitle([], "Mem0")).toBe("Never seen in Mem0");
    expect(unknownWords(builtin, false, true)).toMatch(/Every deletion in this store is recorded/);
    expect(unknownWords(platform, false, true)).toMatch(/is not recorded here/);
    expect(unknownWords(platform, true, true)).toMatch(/no deletion by Lethe took it/);
    expect(unknownWords(builtin, false, false)).toMatch(/took too long/);
  });
});
