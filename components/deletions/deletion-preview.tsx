import { HeldWords } from "@/components/holds/held-words";
import { Skeleton } from "@/components/ui/skeleton";
import { isWipeSelection } from "@/lib/deletions/scope/scope";
import type { Selection } from "@/lib/deletions/types";
import type { SelectionPreview, BreakdownRow } from "@/lib/stores/preview";
import { clipText } from "@/lib/text/clip-text";
import { memoryCountWords } from "@/lib/memories/count-words";

const breakdownRowsMax = 4;
const samplesMax = 3;
const samplesLengthMax = 400;

type Props = { preview: SelectionPreview; selection: Selection };

/** Whose memories would go, what is special about them, what would stay, and a look at a few. */
export const DeletionPreview = ({ preview, selection }: Props) => (
  <div className="grid gap-4">
    <PreviewBreakdown preview={preview} />
    <PreviewRemarks preview={preview} selection={selection} />
    <PreviewSample preview={preview} />
  </div>
);

/** Whose memories would go. */
export const PreviewBreakdown = ({ preview }: Pick<Props, "preview">) =>
  preview.count > 1 && (
    <div className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
      <Breakdown
        title="By user"
        none="No user"
        rows={preview.breakdowns.user_id.rows}
        total={preview.count}
      />
      <Breakdown
        title="By agent"
        none="No agent"
        rows={preview.breakdowns.agent_id.rows}
        total={preview.count}
      />
    </div>
  );

/** A look at a few of them. */
export const PreviewSample = ({ preview }: Pick<Props, "preview">) =>
  preview.sample.length > 0 && (
    <section>
      <h3 className="mb-1 text-xs font-medium text-muted">
        {preview.count === 1
          ? "The memory"
          : preview.count <= samplesMax
            ? "The memories"
            : `${Math.min(samplesMax, preview.sample.length)} of them`}
      </h3>
      <ul className="divide-y rounded-md border">
        {preview.sample.slice(0, samplesMax).map(({ id, memory }) => (
          <li key={id} dir="auto" className="px-2.5 py-1.5 text-sm">
            <span className="line-clamp-2 break-words">{clipText(memory, samplesLengthMax)}</span>
          </li>
        ))}
      </ul>
    </section>
  );

const Breakdown = ({
  title,
  none,
  rows,
  total,
}: {
  title: string;
  none: string;
  rows: BreakdownRow[];
  total: number;
}) => {
  // Of what cannot be read nothing is known.
  if (rows.length === 0) return null;
  const shown = rows.slice(0, rows.length > breakdownRowsMax + 1 ? breakdownRowsMax : rows.length);
  const otherCount = total - shown.reduce((sum, { count }) => sum + count, 0);
  return (
    <section>
      <h3 className="mb-1 text-xs font-medium text-muted">{title}</h3>
      <dl className="grid gap-0.5 text-sm">
        {shown.map(({ value, count }) => (
          <div key={value ?? ""} className="flex justify-between gap-3">
            <dt
              dir="auto"
              title={value ?? undefined}
              className={value === null ? "text-muted" : "min-w-0 truncate"}
            >
              {value ?? none}
            </dt>
            <dd>{count.toLocaleString("en")}</dd>
          </div>
        ))}
        {otherCount > 0 && (
          <div className="flex justify-between gap-3 text-muted">
            <dt>Others</dt>
            <dd>{otherCount.toLocaleString("en")}</dd>
          </div>
        )}
      </dl>
    </section>
  );
};

/** What is special about them, and what would stay. */
export const PreviewRemarks = ({ preview, selection }: Props) => {
  const { absentCount, expiredCount, immutableCount } = preview;
  const of = (count: number) => (preview.count === 1 ? "It" : `${count.toLocaleString("en")} of them`);
  const isMatching = selection.kind === "matching" || selection.kind === "scope";
  // Of a wipe it is said where that is confirmed.
  const isAll = isWipeSelection(selection);
  const excludedCount = isMatching ? selection.excludedIds.length : 0;
  const keptImmutableCount = preview.keptImmutableCount ?? 0;
  const unreadableCount = preview.unreadable?.count ?? 0;
  const remarks = [
    unreadableCount > 0 &&
      (selection.kind === "listed"
        ? `${of(unreadableCount)} could not be read, and ${unreadableCount === 1 ? "is deleted by its ID" : "are deleted by their IDs"}.`
        : `${memoryCountWords(unreadableCount)} that may match could not be read, and ${unreadableCount === 1 ? "stays" : "stay"}. The deletion will end as partial, and say which.`),
    expiredCount > 0 && `${of(expiredCount)} ${expiredCount === 1 ? "has" : "have"} expired.`,
    immutableCount > 0 &&
      `${of(immutableCount)} ${immutableCount === 1 ? "is" : "are"} immutable, and deleted like any other.`,
    absentCount > 0 &&
      `${memoryCountWords(absentCount)} of the selection ${absentCount === 1 ? "is" : "are"} not in the store any more. The history will say so.`,
    excludedCount > 0 &&
      `The ${memoryCountWords(excludedCount)} you excluded ${excludedCount === 1 ? "stays" : "stay"}.`,
    keptImmutableCount > 0 &&
      `${memoryCountWords(keptImmutableCount)} that ${keptImmutableCount === 1 ? "matches and is immutable stays" : "match and are immutable stay"}.`,
    selection.kind !== "listed" && !isAll && "Memories stored after this count stay, even if they match.",
  ].filter((remark) => remark !== false);
  if (remarks.length === 0 && preview.heldCount === 0) return null;
  return (
    <ul className="grid list-disc gap-0.5 pl-4 text-sm text-muted">
      {remarks.map((remark) => (
        <li key={remark}>{remark}</li>
      ))}
      {preview.heldCount > 0 && (
        <li className="text-text">
          <HeldWords count={preview.heldCount} heldBy={preview.heldBy} />
        </li>
      )}
    </ul>
  );
};

export const PreviewSkeleton = () => (
  <div role="status" aria-label="Counting what would be deleted" className="grid gap-4">
    <div className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
      {["By user", "By agent"].map((title) => (
        <div key={title} className="grid gap-2">
          <Skeleton className="w-16" />
          <Skeleton className="w-full" />
          <Skeleton className="w-4/5" />
        </div>
      ))}
    </div>
    <Skeleton className="h-20 w-full" />
  </div>
);
