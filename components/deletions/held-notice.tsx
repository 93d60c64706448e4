import { HeldWords } from "@/components/holds/held-words";
import { Notice } from "@/components/ui/notice";
import { can, type Role } from "@/lib/access/types";
import type { Deletion } from "@/lib/deletions/types";
import { heldIn, heldWords } from "@/lib/deletions/words/held-words";

/** What of a deletion stays as holds cover it; where they are listed, for who may see that. */
export const HeldNotice = ({ deletion, role }: { deletion: Deletion; role: Role }) => {
  const count = heldIn(deletion);
  if (count === 0) return null;
  return (
    <Notice>
      {can(role, "holds:read") ? (
        <HeldWords count={count} heldBy={deletion.heldBy} />
      ) : (
        `${heldWords(count, [])}.`
      )}
    </Notice>
  );
};
