import { CircleSlash, Lock } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { Hold } from "@/lib/holds/types";

/** Whether it is in force. */
export const HoldBadge = ({ hold: { released } }: { hold: Hold }) =>
  released === null ? (
    <Badge look="accent">
      <Lock size={12} aria-hidden className="shrink-0" />
      In force
    </Badge>
  ) : (
    <Badge>
      <CircleSlash size={12} aria-hidden className="shrink-0" />
      Released
    </Badge>
  );
