import { Fragment } from "react";
import { VisibleText } from "@/components/ui/visible-text";

/** A text of unknown origin with the words marked by which it was found. `marks` count in UTF-16 units. */
export const MarkedText = ({
  text,
  marks,
}: {
  text: string;
  marks: readonly { start: number; end: number }[];
}) =>
  partsOf(text, marks).map(({ part, isMarked }, index) => (
    // Parts have no identity but their place.
    <Fragment key={index}>
      {isMarked ? (
        <mark className="rounded-sm bg-accent-soft px-0.5 font-medium text-text">
          <VisibleText text={part} />
        </mark>
      ) : (
        <VisibleText text={part} />
      )}
    </Fragment>
  ));

const partsOf = (text: string, marks: readonly { start: number; end: number }[]) => {
  const parts: { part: string; isMarked: boolean }[] = [];
  let at = 0;
  for (const { start, end } of [...marks].sort((one, other) => one.start - other.start)) {
    // Marks of several terms may overlap.
    const from = Math.max(at, start);
    if (end <= from) continue;
    parts.push(
      { part: text.slice(at, from), isMarked: false },
      { part: text.slice(from, end), isMarked: true },
    );
    at = end;
  }
  return [...parts, { part: text.slice(at), isMarked: false }].filter(({ part }) => part !== "");
};
