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
import type { DeletionStatus } from "@/lib/deletions/status";

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

/** Where a deletion stands, as an icon and a word. */
export const DeletionStatusBadge = ({ status }: { status: DeletionStatus }) => {
  const { look, Icon } = looks[status];
  return (
    <Badge look={look}>
      <Icon size={12} aria-hidden className="shrink-0" />
      {statusWords[status]}
    </Badge>
  );
};
