import { Database, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { entityWords } from "@/components/entities/entity-words";
import { Instant } from "@/components/ui/instant";
import { VisibleText } from "@/components/ui/visible-text";
import { countWords } from "@/lib/memories/count-words";
import type { FoundEntity } from "@/lib/people/types";
import { likenessWords } from "./likeness-words";

/** A user, agent, app or run in two or three lines: its id, a look at its newest memory, where it is and since when. */
export const FoundEntityLine = ({
  entity,
  storeName,
  erasureWords,
  before,
  remark,
  children,
}: {
  entity: FoundEntity;
  storeName: string;
  /** What is being done with it; null: nothing. */
  erasureWords: string | null;
  /** What stands before it. */
  before?: ReactNode;
  /** What else is to be said of it, in its last line. */
  remark?: ReactNode;
  /** What can be done with it. */
  children?: ReactNode;
}) => (
  <li
    className={`flex flex-wrap items-start gap-x-3 gap-y-2 px-3 py-2.5 sm:flex-nowrap ${erasureWords === null ? "" : "opacity-50"}`}
  >
    {before}
    <div className="grid min-w-0 flex-1 gap-0.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <p className="min-w-0 text-sm">
          <span className="text-muted">{entityWords[entity.kind].one} </span>
          <bdi className="font-medium wrap-anywhere">
            <VisibleText text={entity.value} />
          </bdi>
        </p>
        <p className="text-sm whitespace-nowrap">{countWords(entity.count)}</p>
      </div>
      {entity.sample !== null && (
        <p dir="auto" className="line-clamp-1 text-sm break-words text-muted">
          <VisibleText text={entity.sample} />
        </p>
      )}
      {entity.hasOthers && (
        <p className="flex items-start gap-1.5 text-sm text-warning">
          <TriangleAlert size={14} aria-hidden className="mt-[3px] shrink-0" />
          Other users have memories with this {entityWords[entity.kind].one}, too. Erasing it takes those as
          well.
        </p>
      )}
      <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-xs text-muted">
        <StoreName name={storeName} />
        {entity.lastAt !== null && <Instant at={entity.lastAt} />}
        {entity.likeness.length > 0 && (
          <span className="wrap-anywhere">{likenessWords(entity.term, entity.likeness)}</span>
        )}
        {remark}
        {erasureWords !== null && <span className="font-medium">{erasureWords}</span>}
      </p>
    </div>
    {children !== false && children !== undefined && (
      <div className="w-full shrink-0 sm:w-auto">{children}</div>
    )}
  </li>
);

/** The store of a line, which can be any. */
export const StoreName = ({ name }: { name: string }) => (
  <span className="inline-flex max-w-full min-w-0 items-center gap-1">
    <Database size={12} aria-hidden className="shrink-0" />
    <span className="sr-only">Store: </span>
    <bdi className="truncate">{name}</bdi>
  </span>
);
