import Link from "next/link";
import { deletionHref } from "@/components/deletions/deletion-columns";
import { Instant } from "@/components/ui/instant";
import { Notice } from "@/components/ui/notice";
import { memoryCountWords } from "@/lib/memories/count-words";
import type { TicketView } from "@/lib/tickets/types";

/** What was erased for the ticket and is stored again, with the way to erase it once more. */
export const ReturnedNotice = ({ view: { deletions } }: { view: TicketView }) => {
  const back = deletions.flatMap(({ returned, ...deletion }) =>
    returned === null || returned.count === 0 ? [] : [{ ...deletion, returned }],
  );
  if (back.length === 0) return null;
  return (
    <Notice look="warning">
      <p className="font-medium">Something that was erased is stored again</p>
      <ul className="grid gap-0.5">
        {back.map(({ id, storeName, returned }) => (
          <li key={id}>
            {memoryCountWords(returned.count)} in <bdi>{storeName}</bdi>, found <Instant at={returned.at} />.{" "}
            <Link href={deletionHref({ id })} className="underline">
              Open the deletion to erase {returned.count === 1 ? "it" : "them"} again
            </Link>
          </li>
        ))}
      </ul>
    </Notice>
  );
};
