import { memoryCountWords } from "@/lib/memories/count-words";
import type { JournalFacts, JournalState } from "./types";

const deletionCountWords = (count: number): string =>
  `${count.toLocaleString("en")} ${count === 1 ? "deletion" : "deletions"}`;

/** What was found, in sentences: of a database that is older than the journal. */
export const restoredWords = (facts: JournalFacts): string[] => {
  const { lostDeletionCount, lostErasedCount, backCount, changedCount, remoteErasedCount } = facts;
  if (lostDeletionCount === 0) {
    const { otherRootSize = 0 } = facts;
    if (otherRootSize > 0) {
      return [
        `The ledger’s first ${otherRootSize.toLocaleString("en")} events are not the ones that were signed: this database is an older one that has gone on, or its ledger was rewritten. No erasure of the journal is missing.`,
      ];
    }
    return [
      "The ledger is shorter than what was signed of it, so this database is an older one. No erasure of the journal is missing.",
    ];
  }
  return [
    `The journal of erasures tells of ${deletionCountWords(lostDeletionCount)} that this database does not know, of ${memoryCountWords(lostErasedCount)}.`,
    backCount === 0
      ? "None of these is in the built-in store."
      : `${backCount.toLocaleString("en")} of these ${backCount === 1 ? "is" : "are"} in the built-in store again.`,
    ...(changedCount === 0
      ? []
      : [
          `${changedCount.toLocaleString("en")} of these ${changedCount === 1 ? "has" : "have"} another text than the one that was erased: changed between the backup and the erasure.`,
        ]),
    ...(remoteErasedCount === 0
      ? []
      : [
          `${memoryCountWords(remoteErasedCount)} ${remoteErasedCount === 1 ? "was" : "were"} erased in other stores. A backup of Lethe does not bring these back.`,
        ]),
  ];
};

export const foreignWords =
  "The journal belongs to another log than this database’s ledger. Nothing of it is erased again.";

/** Of lines that say nothing. */
export const unusableWords = ({ unreadableCount, unsignedCount, foreignCount }: JournalFacts): string[] => {
  const of = (count: number, one: string, many: string) =>
    count === 0 ? [] : [`${count.toLocaleString("en")} ${count === 1 ? `line ${one}` : `lines ${many}`}.`];
  return [
    ...of(unreadableCount, "of the journal cannot be read", "of the journal cannot be read"),
    ...of(
      unsignedCount,
      "was not written with this LETHE_SECRET, or was altered since",
      "were not written with this LETHE_SECRET, or were altered since",
    ),
    ...of(foreignCount, "belongs to another log", "belong to another log"),
  ];
};

/** What the start says; nothing while all is well. */
export const startWords = (state: JournalState, facts: JournalFacts): string[] => {
  switch (state) {
    case "sound":
      return unusableWords(facts);
    case "foreign":
      return [foreignWords];
    case "restored":
    case "replaying":
      return [
        "This database was restored from an older backup. The built-in store is for admins only until what was erased is erased again: npm run journal -- replay, or the page Ledger.",
        ...restoredWords(facts),
        ...unusableWords(facts),
      ];
  }
};
