import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import { memoryCountWords } from "@/lib/memories/count-words";
import { oddWords } from "@/lib/memories/unreadable-words";
import type { Unreadable } from "@/lib/memories/unreadable";

/**
 * How many memories could not be read, and of the first of them which, and what is odd about each: never any of their text.
 * `children` says what that means where it stands.
 */
export const UnreadableNotice = ({
  unreadable: { count, isLowerBound, first },
  children,
  action,
}: {
  unreadable: Unreadable;
  children?: ReactNode;
  action?: ReactNode;
}) => (
  <Notice look="warning" role="status">
    <p>
      <strong className="font-medium">
        {isLowerBound && "At least "}
        {memoryCountWords(count)} could not be read.
      </strong>{" "}
      {children}
    </p>
    <details className="mt-1">
      <summary className="w-fit cursor-pointer text-muted">Which, and why</summary>
      <ul className="mt-1 grid max-h-48 gap-1 overflow-y-auto">
        {first.map(({ id, odd }, place) => (
          <li key={id ?? place} className="flex min-w-0 flex-wrap items-center gap-x-2">
            {id === null ? (
              <span className="text-muted">No readable ID</span>
            ) : (
              <span className="flex min-w-0 items-center gap-1">
                <span className="min-w-0 font-mono text-xs break-all">{id}</span>
                <CopyButton text={id} label="Copy ID" />
              </span>
            )}
            <span className="text-muted">{oddWords(odd)}</span>
          </li>
        ))}
        {count > first.length && (
          <li className="text-muted">
            and {isLowerBound && "at least "}
            {(count - first.length).toLocaleString("en")} more
          </li>
        )}
      </ul>
    </details>
    {Boolean(action) && <div className="mt-2">{action}</div>}
  </Notice>
);
