import clsx from "clsx";
import Link from "next/link";
import type { DataColumn } from "@/components/data-table/types";
import { Instant } from "@/components/ui/instant";
import { describeDeletion } from "@/lib/deletions/words/describe-deletion";
import { isFinished } from "@/lib/deletions/status";
import type { Deletion } from "@/lib/deletions/types";
import { ProgressWords } from "./deletion-progress";
import { DeletionStatusBadge, StatusLine } from "./deletion-status";
import { actorWords } from "./deletion-words";
import { DeletionDuration } from "./duration";
import { VerificationMark } from "./verification-mark";
import { VisibleText } from "@/components/ui/visible-text";
import { withNamedInvisible } from "@/lib/text/invisible-characters";

export const deletionHref = (deletion: Pick<Deletion, "id">): string => `/history/${deletion.id}`;

/** The columns of the history table. Sentences and numbers only: history holds no memory text. */
export const deletionColumns: readonly DataColumn<Deletion>[] = [
  {
    id: "when",
    label: "When",
    width: 112,
    isFixed: true,
    cell: ({ createdAt }) => <Instant at={createdAt} />,
  },
  {
    id: "what",
    label: "What",
    width: 280,
    isFlexible: true,
    cell: (deletion) => (
      <>
        {/* The row itself opens it by keyboard; the link is for a new tab, and for screen readers. */}
        <Link
          href={deletionHref(deletion)}
          tabIndex={-1}
          dir="auto"
          title={describeDeletion(deletion)}
          className="block truncate font-medium"
        >
          {describeDeletion(deletion)}
        </Link>
        {/* On a phone the columns of their own are out of sight. */}
        <span className="flex items-center gap-2 text-xs whitespace-nowrap sm:hidden">
          <StatusLine deletion={deletion} />
          <ProgressWords deletion={deletion} />
          <VerificationMark deletion={deletion} />
        </span>
      </>
    ),
  },
  {
    id: "status",
    label: "Status",
    width: 196,
    cell: (deletion) => (
      <span className="flex items-center gap-2 whitespace-nowrap">
        <DeletionStatusBadge deletion={deletion} />
        <ProgressWords deletion={deletion} />
      </span>
    ),
  },
  { id: "deleted", label: "Deleted", width: 176, cell: (deletion) => <Counts deletion={deletion} /> },
  {
    id: "verification",
    label: "Verification",
    width: 144,
    cell: (deletion) => <VerificationMark deletion={deletion} none={<None />} />,
  },
  { id: "who", label: "Who", width: 160, cell: ({ actor }) => <OneLine text={actorWords(actor)} /> },
  {
    id: "ticket",
    label: "Ticket",
    width: 112,
    cell: ({ ticket }) => (ticket === null ? <None /> : <OneLine text={ticket} />),
  },
  { id: "store", label: "Store", width: 112, cell: ({ storeName }) => <OneLine text={storeName} /> },
  {
    id: "duration",
    label: "Duration",
    width: 104,
    cell: (deletion) => (
      <span className="block truncate">
        <DeletionDuration deletion={deletion} />
      </span>
    ),
  },
];

const OneLine = ({ text }: { text: string }) => (
  <span dir="auto" title={withNamedInvisible(text)} className="block truncate">
    <VisibleText text={text} />
  </span>
);

const None = () => (
  <span className="text-muted">
    <span aria-hidden>–</span>
    <span className="sr-only">None</span>
  </span>
);

/** "1,204 of 1,204"; what went otherwise is said only where there is some of it. */
const Counts = ({ deletion }: { deletion: Deletion }) => {
  const { requestedCount, expectedCount, deletedCount, absentCount, failedCount, status } = deletion;
  const aim = requestedCount ?? expectedCount;
  // While it runs, the status says how far it is.
  const words =
    isFinished(status) && aim !== null ? `${number(deletedCount)} of ${number(aim)}` : number(deletedCount);
  const rest = [
    absentCount > 0 ? `${number(absentCount)} absent` : null,
    failedCount > 0 ? `${number(failedCount)} failed` : null,
  ].filter((part) => part !== null);
  return (
    <span className="block truncate" title={[words, ...rest].join(", ")}>
      {words}
      {rest.map((part) => (
        <span key={part} className={clsx("text-xs", part.endsWith("failed") ? "text-warning" : "text-muted")}>
          , {part}
        </span>
      ))}
    </span>
  );
};

const number = (value: number): string => value.toLocaleString("en");
