import { withNamedInvisible } from "@/lib/text/invisible-characters";

const tailLength = 6;

/**
 * An id in as much room as there is: it is cut in the middle, so that ids which differ only at their end stay apart. Whole
 * on hover, when copied and for screen readers.
 */
export const FittedId = ({ id: exactId }: { id: string }) => {
  const id = withNamedInvisible(exactId);
  // By code point, so that no emoji is cut in half.
  const letters = Array.from(id);
  const tail = letters.length > 2 * tailLength ? letters.slice(-tailLength).join("") : "";
  if (tail === "") {
    return (
      <span title={id} dir="auto" className="block truncate font-mono text-xs leading-5 whitespace-pre">
        {id}
      </span>
    );
  }
  return (
    <span title={id} dir="auto" className="flex min-w-0 font-mono text-xs leading-5">
      <span className="truncate whitespace-pre">{letters.slice(0, -tailLength).join("")}</span>
      <span className="shrink-0 whitespace-pre">{tail}</span>
    </span>
  );
};
