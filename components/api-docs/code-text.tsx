/** A text in which `backticks` mean code. */
export const CodeText = ({ text }: { text: string }) =>
  text.split("`").map((part, position) =>
    position % 2 === 0 ? (
      part
    ) : (
      <code key={position} className="rounded-sm bg-hover px-1 font-mono text-xs">
        {part}
      </code>
    ),
  );
