import type { Reach } from "@/lib/stores/selection";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import type { Verification } from "@/lib/deletions/verification";
import type { Database } from "@/lib/database/server/database";
import { forgetExports } from "@/lib/stores/builtin/forget-exports";
import { sampleWords } from "../builtin/sample-words";
import { verifyDeleted } from "../builtin/verify-deleted";

/** What is searched for, and what was found: of each deletion, in the order of the ids. */
type WordsOfEach = readonly (readonly string[][])[];

/** Words of the memories of a group, before they are deleted; see sampleWords in verify-run.ts. */
export const sampleGroup = (
  database: Database,
  ids: readonly DeletionId[],
  cutoffAt: Date,
): Promise<string[][][]> =>
  sampleWords(
    database,
    ids.map((deletionId) => ({ deletionId, afterSeq: 0, toSeq: 1, cutoffAt })),
  );

/** Looks for what each deletion of a group took, in as many statements as for one. */
export const verifyGroup = async (
  database: Database,
  ids: readonly DeletionId[],
  { reach, words, verifiedAt }: { reach: Required<Reach>; words: WordsOfEach; verifiedAt: Date },
): Promise<Verification[]> => {
  const checks = await verifyDeleted(
    database,
    ids.map((deletionId, place) => ({
      ...reach,
      deletionId,
      cursorSeq: 1,
      isPreviewed: false,
      selection: null,
      words: words[place] ?? [],
    })),
  );
  await forgetExports(database);
  return checks.map((each) => ({ verifiedAt: verifiedAt.toISOString(), checks: each }));
};
