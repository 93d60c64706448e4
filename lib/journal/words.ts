import { itemErrorWords } from "@/lib/deletions/words/error-words";
import { memoryCountWords } from "@/lib/memories/count-words";
import type { JournalFacts, JournalState, StoreScan } from "./types";

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
          `${memoryCountWords(remoteErasedCount)} ${remoteErasedCount === 1 ? "was" : "were"} erased in other stores. A backup of Lethe does not bring these back; Lethe looks whether anything else did.`,
        ]),
  ];
};

/** Of a sound database: what it still has that was erased once. */
export const keptWords = ({ backCount }: JournalFacts): string[] =>
  backCount === 0
    ? []
    : [
        `${memoryCountWords(backCount)} that ${backCount === 1 ? "was" : "were"} erased before a backup was restored ${backCount === 1 ? "is" : "are"} in the built-in store again: holds kept ${backCount === 1 ? "it" : "them"} when the rest was erased again. History lists ${backCount === 1 ? "it" : "them"} with that deletion. Delete ${backCount === 1 ? "it" : "them"} when the holds are released.`,
      ];

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
      return [...keptWords(facts), ...unusableWords(facts)];
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

/** What a look into a store elsewhere met, and what it cannot say. */
export const scanWords = (scan: StoreScan): string => {
  const { outcome, isUnderWay, errorCode, erasedCount, lookedCount, backCount } = scan;
  if (isUnderWay) return "Looking. It takes up to fifteen minutes a store.";
  const met =
    backCount === 0
      ? "None of those that were looked for."
      : `${memoryCountWords(backCount)} ${backCount === 1 ? "is" : "are"} stored again.`;
  const untold = `For ${(erasedCount - lookedCount).toLocaleString("en")} of ${erasedCount.toLocaleString("en")} it cannot be told`;
  switch (outcome) {
    case null:
      return "Not looked for yet.";
    case "gone":
      return "Not known. The store is not set up in this database.";
    case "disabled":
      return "Not known. The store is disabled, and was not asked.";
    case "failed":
      return `${backCount === 0 ? "Not known." : `${met} The rest is not known.`} ${errorCode === null ? "The store could not be asked." : itemErrorWords(errorCode)}`;
    case "cut_off":
      return `${lookedCount === 0 && backCount === 0 ? "" : `${met} `}${untold}: the time was up.`;
    case "looked":
      if (lookedCount >= erasedCount) return backCount === 0 ? "None of them." : met;
      return `${lookedCount === 0 ? "" : `${met} `}${untold}: the store had another address then, or the journal does not have their lines.`;
  }
};
