import {
  Ban,
  CircleAlert,
  CircleCheck,
  CirclePause,
  CirclePlay,
  CircleX,
  Clock,
  ScanSearch,
  UserRoundCheck,
} from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { DeletionStatus } from "@/lib/deletions/status";
import type { Deletion } from "@/lib/deletions/types";
import { verdictOf } from "@/lib/deletions/words/verdict";
import { leftWords } from "./left-words";

export const statusWords: Record<DeletionStatus, string> = {
  queued: "Queued",
  running: "Running",
  waiting: "Waiting for approval",
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
  waiting: { look: "warning", Icon: UserRoundCheck },
  paused: { look: "warning", Icon: CirclePause },
  verifying: { look: "accent", Icon: ScanSearch },
  completed: { look: "success", Icon: CircleCheck },
  partial: { look: "warning", Icon: CircleAlert },
  failed: { look: "warning", Icon: CircleX },
  cancelled: { look: "neutral", Icon: Ban },
} as const;

/** What is done is not green while something remains of it, or while nobody looked. */
const lookOf = (deletion: Deletion) => {
  const { status } = deletion;
  const whole = { ...looks[status], words: statusWords[status], left: "" };
  if (status !== "completed" || verdictOf(deletion)?.look !== "warning") return whole;
  return { ...looks.partial, words: whole.words, left: leftWords(deletion).join(", ") };
};

/** Where a deletion stands, as an icon and a word. */
export const DeletionStatusBadge = ({ deletion }: { deletion: Deletion }) => {
  const { look, Icon, words, left } = lookOf(deletion);
  return (
    <Badge look={look}>
      <Icon size={12} aria-hidden className="shrink-0" />
      {left === "" ? words : `${words}, ${left}`}
    </Badge>
  );
};

const lineClasses = {
  neutral: "text-muted",
  accent: "text-accent",
  warning: "text-warning",
  success: "text-success",
} as const;

/** The same where there is no room for a badge: of what is done and not whole, what is left. */
export const StatusLine = ({ deletion }: { deletion: Deletion }) => {
  const { look, Icon, words, left } = lookOf(deletion);
  return (
    <span className={`flex items-center gap-1 ${lineClasses[look]}`}>
      <Icon size={12} aria-hidden className="shrink-0" />
      <span className="first-letter:uppercase">{left === "" ? words : left}</span>
    </span>
  );
};
