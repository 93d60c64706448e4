import { CircleCheck, CircleSlash, TriangleAlert } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { Suppression } from "@/lib/suppression/types";

/** Whether it holds. */
export const SuppressionBadge = ({ suppression: { lifted, isUnreadable } }: { suppression: Suppression }) => {
  if (lifted !== null)
    return (
      <Badge>
        <CircleSlash size={12} aria-hidden className="shrink-0" />
        Lifted
      </Badge>
    );
  return isUnreadable ? (
    <Badge look="warning">
      <TriangleAlert size={12} aria-hidden className="shrink-0" />
      Does not hold
    </Badge>
  ) : (
    <Badge look="success">
      <CircleCheck size={12} aria-hidden className="shrink-0" />
      In force
    </Badge>
  );
};
