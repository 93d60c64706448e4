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

type Judged = Pick<Deletion, "status" | "storeId" | "verification" | "copies" | "keptImmutableCount">;

/** What is done is not green while something remains of it. */
const lookOf = (deletion: Judged) => {
  const { status, keptImmutableCount } = deletion;
  const whole = { ...looks[status], words: statusWords[status] };
  if (status !== "completed") return whole;
  const left = [
    keptImmutableCount > 0 ? `${keptImmutableCount.toLocaleString("en")} kept` : null,
    copiesStateOf(deletion) === "residual" ? "copies remain" : null,
  ].filter((part) => part !== null);
  return left.length === 0 ? whole : { ...looks.partial, words: ["Completed", ...left].join(", ") };
};

/** Where a deletion stands, as an icon and a word. */
export const DeletionStatusBadge = ({ deletion }: { deletion: Judged }) => {
  const { look, Icon, words } = lookOf(deletion);
  return (
    <Badge look={look}>
      <Icon size={12} aria-hidden className="shrink-0" />
      {words}
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
export const StatusLine = ({ deletion }: { deletion: Judged }) => {
  const { look, Icon, words } = lookOf(deletion);
  return (
    <span className={`flex items-center gap-1 ${lineClasses[look]}`}>
      <Icon size={12} aria-hidden className="shrink-0" />
      {words}
    </span>
  );
};
