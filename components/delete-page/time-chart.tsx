import clsx from "clsx";
import { useStore } from "@/components/stores/store-provider";
import { timeBars } from "@/lib/deletions/preview/time-bars";
import type { SelectionPreview } from "@/lib/stores/preview";
import { memoryCountWords } from "@/lib/memories/count-words";
import { builtinStoreId } from "@/lib/stores/store-ids";

type Previewed = Pick<SelectionPreview, "count" | "byMonth">;

/** When what would be deleted was created. The bars say their numbers on hover, and to screen readers. */
export const TimeChart = ({ preview }: { preview: Previewed }) => {
  const { id: storeId } = useStore();
  const { unit, bars } = timeBars(preview.byMonth);
  const [first, last] = [bars[0], bars.at(-1)];
  if (first === undefined || last === undefined) return null;
  const most = Math.max(...bars.map(({ count }) => count));
  const earlierCount = preview.count - bars.reduce((sum, { count }) => sum + count, 0);
  return (
    <section className="min-w-0">
      <h4 className="mb-1.5 text-xs font-medium text-muted">Created, by {unit} in UTC</h4>
      <ol aria-label={`Memories by ${unit} of creation`} className="flex h-24 items-end gap-px border-b">
        {bars.map(({ label, count }) => {
          const words = `${label}: ${memoryCountWords(count)}`;
          return (
            <li
              key={label}
              title={words}
              className="group flex h-full min-w-0 flex-1 items-end hover:bg-hover"
            >
              <span className="sr-only">{words}</span>
              <span
                aria-hidden
                className={clsx("mx-auto w-full max-w-10 rounded-t-sm", count > 0 && "min-h-0.5 bg-accent")}
                style={{ height: `${(count / most) * 100}%` }}
              />
            </li>
          );
        })}
      </ol>
      <p aria-hidden className="mt-1 flex justify-between text-xs text-muted">
        <span>{first.label}</span>
        {last !== first && <span>{last.label}</span>}
      </p>
      {earlierCount > 0 && (
        <p className="mt-1 text-xs text-muted">
          {memoryCountWords(earlierCount)} earlier{storeId !== builtinStoreId && " or at an unknown time"}.
        </p>
      )}
    </section>
  );
};
