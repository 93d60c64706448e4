import Link from "next/link";
import { heldWords } from "@/lib/deletions/words/held-words";

/** "12 memories are held by “Case 7” and stay.", with a link to where the holds are listed. */
export const HeldWords = ({
  count,
  heldBy,
}: {
  count: number;
  heldBy: readonly { id: string; name: string }[];
}) => (
  <>
    <bdi>{heldWords(count, heldBy)}</bdi>.{" "}
    <Link
      href={`/settings/holds${heldBy[0] === undefined ? "" : `#${heldBy[0].id}`}`}
      prefetch={false}
      className="text-accent underline underline-offset-4"
    >
      See {heldBy.length === 1 ? "the hold" : "holds"}
    </Link>
  </>
);
