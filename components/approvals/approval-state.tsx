import { Ban, CircleCheck, CircleX, Clock, ScanSearch, TimerOff, UserRoundCheck } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { ApprovalState } from "@/lib/approvals/types";
import { stateWords } from "./approval-words";

const looks = {
  freezing: { look: "neutral", Icon: ScanSearch },
  waiting: { look: "warning", Icon: Clock },
  approved: { look: "success", Icon: UserRoundCheck },
  used: { look: "success", Icon: CircleCheck },
  declined: { look: "neutral", Icon: CircleX },
  expired: { look: "neutral", Icon: TimerOff },
  withdrawn: { look: "neutral", Icon: Ban },
} as const;

/** Where a request for approval stands, as an icon and a word. */
export const ApprovalStateBadge = ({ state }: { state: ApprovalState }) => {
  const { look, Icon } = looks[state];
  return (
    <Badge look={look}>
      <Icon size={12} aria-hidden className="shrink-0" />
      {stateWords[state]}
    </Badge>
  );
};
