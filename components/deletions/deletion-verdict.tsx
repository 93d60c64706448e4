import { Notice } from "@/components/ui/notice";
import type { Deletion } from "@/lib/deletions/types";
import { verdictOf } from "@/lib/deletions/words/verdict";

/** The end of a deletion, before all else: what is gone and how that is known, and what is left. */
export const DeletionVerdict = ({ deletion }: { deletion: Deletion }) => {
  const verdict = verdictOf(deletion);
  if (verdict === null) return null;
  return (
    <Notice look={verdict.look}>
      <p className="text-base font-medium">{verdict.words}</p>
      {deletion.unknownCount > 0 && (
        <p className="max-w-[70ch] text-muted">
          {deletion.reviewAt === null
            ? "Verify it again when the store can be read, and the record will be corrected."
            : "Lethe reads them back automatically when the store answers again, and corrects the record."}
        </p>
      )}
    </Notice>
  );
};
