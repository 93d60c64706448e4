import { ShortId } from "@/components/ui/short-id";
import { unreadableOf, type Verification } from "@/lib/deletions/verification";
import { oddWords } from "./odd-words";

/** Memories that a verification met and could not read: which, and what is odd about each. */
export const UnreadableFound = ({ verification }: { verification: Verification }) => {
  const unreadable = unreadableOf(verification);
  if (unreadable === null) return null;
  const { count, first } = unreadable;
  const one = count === 1;
  return (
    <div className="grid gap-1 text-sm">
      <p className="max-w-[70ch] text-warning">
        {count.toLocaleString("en")} {one ? "memory" : "memories"} in the store could not be read: whether{" "}
        {one ? "it is" : "they are"} of this deletion, nobody can say. {one ? "It" : "Each"} can be deleted by
        its id, where that can be read.
      </p>
      <ul aria-label="Memories that could not be read" className="grid list-disc gap-0.5 pl-5">
        {first.map((memory, index) => (
          <li key={memory.id ?? `without id ${index}`}>
            {memory.id === null ? "Without an id that can be read" : <ShortId id={memory.id} />}
            <span className="text-muted">: {oddWords(memory)}</span>
          </li>
        ))}
        {count > first.length && <li>And {(count - first.length).toLocaleString("en")} more.</li>}
      </ul>
    </div>
  );
};
