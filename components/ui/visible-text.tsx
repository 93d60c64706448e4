import { Fragment } from "react";
import { splitInvisible } from "@/lib/text/invisible-characters";

/** Text of unknown origin as it is: nothing in it is markup, and what cannot be seen is shown by name. */
export const VisibleText = ({ text }: { text: string }) => {
  const parts = splitInvisible(text);
  if (parts.length === 1 && parts[0]?.kind === "text") return text;
  return parts.map((part, index) => (
    // Parts have no identity but their place.
    <Fragment key={index}>
      {part.kind === "text" ? (
        part.text
      ) : (
        <span
          title={`Invisible character ${part.name}`}
          className="mx-px rounded-sm bg-warning-soft px-0.5 font-mono text-xs text-warning"
        >
          {part.name}
        </span>
      )}
    </Fragment>
  ));
};
