import {
  Ban,
  CircleAlert,
  CircleCheck,
  CirclePause,
  CirclePlay,
  CircleX,
  Clock,
  ScanSearch,
} from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { copiesStateOf } from "@/lib/deletions/copies";
import type { DeletionStatus } from "@/lib/deletions/status";
import type { Deletion } from "@/lib/deletions/types";

export const statusWords: Record<DeletionStatus, string> = {
  queued: "Queued",
  running: "Running",
  paused: "Paused",
  verifying: "Verifying",
  completed: "Completed",
  partial: "Partial",
  failed: "Failed",
  cancelled: "Cancelled",
};

const looks = {
  queued: { look: "neutral", Icon: Clock },
  running: { look: "accent", Icon: CirclePlay },
  paused: { look: "warning", Icon: CirclePause },
  verifying: { look: "accent", Icon: ScanSearch },
  completed: { look: "success", Icon: CircleCheck },
  partial: { look: "warning", Icon: CircleAlert },
  failed: { look: "warning", Icon: CircleX },
  cancelled: { look: "neutral", Icon: Ban },
} as const;

/** Where a deletion stands, as an icon and a word; one that is completed is not green while copies remain. */
export const DeletionStatusBadge = ({
  deletion,
}: {
  deletion: Pick<Deletion, "status" | "storeId" | "verification" | "copies">;
}) => {
  const { status } = deletion;
  const hasCopies = status === "completed" && copiesStateOf(deletion) === "residual";
  const { look, Icon } = hasCopies ? looks.partial : looks[status];
  return (
    <Badge look={look}>
      <Icon size={12} aria-hidden className="shrink-0" />
      {hasCopies ? "Completed, copies remain" : statusWords[status]}
    </Badge>
  );
};

const lineClasses = {
  neutral: "text-muted",
  accent: "text-accent",
  warning: "text-warning",
  success: "text-success",
} as const;

/** The same where there is no room for a badge. */
export const StatusLine = ({ status }: { status: DeletionStatus }) => {
  const { look, Icon } = looks[status];
  return (
    <span className={`flex items-center gap-1 ${lineClasses[look]}`}>
      <Icon size={12} aria-hidden className="shrink-0" />
      {statusWords[status]}
    </span>
  );
};
