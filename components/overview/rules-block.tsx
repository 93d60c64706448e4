"use client";

import { useQuery } from "@tanstack/react-query";
import { Instant } from "@/components/ui/instant";
import { VisibleText } from "@/components/ui/visible-text";
import { memoryCountWords } from "@/lib/memories/count-words";
import { comingRunsQuery } from "@/lib/retention/query-options";
import { Block, BlockFailed, BlockSkeleton, ListLink } from "./block";

export const rulesTitle = "Retention rules";

/** The rules that run next, and how many memories wait for that. */
export const RulesBlock = ({ canManage }: { canManage: boolean }) => {
  const query = useQuery(comingRunsQuery);
  if (query.data === undefined) {
    return query.error === null ? (
      <BlockSkeleton title={rulesTitle} lineCount={2} />
    ) : (
      <BlockFailed title={rulesTitle} error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  const { next } = query.data;
  if (next.length === 0) {
    return (
      <Block title={rulesTitle}>
        <p className="text-sm text-muted">
          No rule runs by itself.{" "}
          {canManage && <ListLink href="/settings/retention/new">Make a rule</ListLink>}
        </p>
      </Block>
    );
  }
  return (
    <Block title={rulesTitle} note={<ListLink href="/settings/retention">All rules</ListLink>}>
      <ul className="grid gap-1.5 text-sm">
        {next.map(({ ruleId, name, nextRunAt, dueCount }) => (
          <li key={ruleId} className="flex items-baseline gap-3">
            <span className="min-w-0 truncate">
              <ListLink href={`/settings/retention/${ruleId}`}>
                <VisibleText text={name} />
              </ListLink>
            </span>
            <span className="text-muted">
              <Instant at={nextRunAt} />
            </span>
            <span className="ml-auto whitespace-nowrap text-muted">
              {dueCount === 0 ? "none due yet" : `${memoryCountWords(dueCount)} due by then`}
            </span>
          </li>
        ))}
      </ul>
    </Block>
  );
};
