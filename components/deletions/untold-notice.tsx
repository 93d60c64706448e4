import { useQuery } from "@tanstack/react-query";
import { Notice } from "@/components/ui/notice";
import { deletionUntoldQuery } from "@/lib/deletions/query-options";
import type { DeletionSearch } from "@/lib/deletions/search";
import { untoldSentences } from "./untold-words";

/** Beside a search for an entity: what the history cannot tell about it. */
export const UntoldNotice = ({ search }: { search: DeletionSearch }) => {
  const { data, error } = useQuery(deletionUntoldQuery(search));
  if (search.entity === null) return null;
  return (
    <div className="shrink-0 px-4 py-2">
      <Notice role="status">
        <p className="max-w-[90ch]">
          These are the deletions that named exactly <bdi className="font-mono text-xs">{search.entity}</bdi>{" "}
          as a user, agent, app or run.{" "}
          {data !== undefined
            ? untoldSentences(data)
            : error !== null
              ? "The deletions that named no one could not be counted."
              : "Counting the deletions that named no one…"}
        </p>
      </Notice>
    </div>
  );
};
