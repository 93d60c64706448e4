import { VisibleText } from "@/components/ui/visible-text";
import type { ShownDetails, ShownText as Text, Ticket } from "@/lib/tickets/types";
import { listed } from "@/lib/text/listed";
import { withNamedInvisible } from "@/lib/text/invisible-characters";

const hiddenWords = {
  hidden: "Shown to those who may read memories",
  unreadable: "Cannot be read: it was written under another LETHE_SECRET",
  erased: "Erased",
} as const;

/** What somebody wrote on a ticket, or why it is not shown. */
export const ShownText = ({ text }: { text: Text }) => {
  if (text === null) return null;
  if (typeof text === "string") return <span className="text-muted">{hiddenWords[text]}</span>;
  return (
    <span dir="auto" className="max-w-[70ch] break-words whitespace-pre-wrap">
      <VisibleText text={text.text} />
    </span>
  );
};

/** Why the details of a ticket are not shown; null when they are. */
export const hiddenDetailsWords = (details: ShownDetails): string | null =>
  details.state === "plain" ? null : hiddenWords[details.state];

/** Whom a ticket is about, in one line. */
export const subjectWords = ({ details }: Pick<Ticket, "details">): string =>
  details.state === "plain" ? listed(details.names.map(withNamedInvisible)) : hiddenWords[details.state];
