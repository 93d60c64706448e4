import clsx from "clsx";
import Link from "next/link";
import type { DataColumn } from "@/components/data-table/types";
import { Instant } from "@/components/ui/instant";
import { describeDeletion } from "@/lib/deletions/describe-deletion";
import { isFinished } from "@/lib/deletions/status";
import type { Deletion } from "@/lib/deletions/types";
import { ProgressWords } from "./deletion-progress";
import { DeletionStatusBadge } from "./deletion-status";
import { actorWords } from "./deletion-words";
import { DeletionDuration } from "./duration";

export const deletionHref = (deletion: Pick<Deletion, "id">): string => `/history/${deletion.id}`;

/** The columns of the history table. Sentences and numbers only: history holds no memory text. */
export const deletionColumns: readonly DataColumn<Deletion>[] = [
  {
    id: "when",
    label: "When",
    width: 108,
    isFixed: true,
    cell: ({ createdAt }) => <Instant at={createdAt} />,
  },
  { id: "who", label: "Who", width: 168, cell: ({ actor }) => <OneLine text={actorWords(actor)} /> },
  {
    id: "what",
    label: "What",
    width: 280,
    isFlexible: true,
    cell: (deletion) => (
      // The row itself opens it by keyboard; the link is for a new tab, and for screen readers.
      <Link
        href={deletionHref(deletion)}
        tabIndex={-1}
        title={describeDeletion(deletion)}
        className="block truncate font-medium"
      >
        {describeDeletion(deletion)}
      </Link>
    ),
  },
  {
    id: "status",
    label: "Status",
    width: 208,
    cell: (deletion) => (
      <span className="flex items-center gap-2 whitespace-nowrap">
        <DeletionStatusBadge status={deletion.status} />
        <ProgressWords deletion={deletion} />
      </span>
    ),
  },
  {
    id: "requested",
    label: "Requested",
    width: 92,
    cell: ({ requestedCount, expectedCount }) => <Count value={requestedCount ?? expectedCount} />,
  },
  {
    id: "deleted",
    label: "Deleted",
    width: 84,
    cell: (deletion) => <Count value={deletion.deletedCount} />,
  },
  {
    id: "absent",
    label: "Already absent",
    width: 116,
    cell: (deletion) => <Count value={deletion.absentCount} />,
  },
  {
    id: "failed",
    label: "Failed",
    width: 72,
    cell: (deletion) => <Count value={deletion.failedCount} isProblem={isFinished(deletion.status)} />,
  },
  {
    id: "ticket",
    label: "Ticket",
    width: 120,
    cell: ({ ticket }) => (ticket === null ? <None /> : <OneLine text={ticket} />),
  },
  { id: "store", label: "Store", width: 120, cell: ({ storeName }) => <OneLine text={storeName} /> },
  {
    id: "duration",
    label: "Duration",
    width: 108,
    cell: (deletion) => (
      <span className="block truncate">
        <DeletionDuration deletion={deletion} />
      </span>
    ),
  },
];

const OneLine = ({ text }: { text: string }) => (
  <span dir="auto" title={text} className="block truncate">
    {text}
  </span>
);

const None = () => (
  <span className="text-muted">
    <span aria-hidden>–</span>
    <span className="sr-only">None</span>
  </span>
);

const Count = ({ value, isProblem = false }: { value: number; isProblem?: boolean }) => (
  <span
    className={clsx(
      "block text-right",
      value === 0 && "text-muted",
      value > 0 && isProblem && "font-medium text-warning",
    )}
  >
    {value.toLocaleString("en")}
  </span>
);
