import { Skeleton } from "@/components/ui/skeleton";
import type { Suggestions } from "./use-suggestions";

export const optionClasses =
  "flex min-h-7 cursor-default items-center gap-2 rounded px-2 py-1 text-sm outline-none select-none data-highlighted:bg-hover";

/** Why there is no list of values, or why it is short. */
export const SuggestionStatus = ({ suggestions, text }: { suggestions: Suggestions; text: string }) => {
  const { counts, isBusy, error } = suggestions;
  if (error !== null) {
    return (
      <p className="px-2 py-1">
        Existing values could not be loaded. {error.message} You can still type a value.
      </p>
    );
  }
  if (counts === null) return <span className="sr-only">Loading existing values…</span>;
  if (counts.size > 0 || isBusy) return null;
  const none =
    text === "" ? "There are no values yet." : `No existing value contains “${text}”. You can use it anyway.`;
  return <p className="px-2 py-1 break-words">{none}</p>;
};

export const LoadingRows = () => (
  <div className="grid">
    {["w-32", "w-24", "w-28"].map((width) => (
      <div key={width} className="flex h-7 items-center justify-between px-2">
        <Skeleton className={width} />
        <Skeleton className="w-6" />
      </div>
    ))}
  </div>
);
