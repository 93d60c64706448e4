import { Badge } from "@/components/ui/badge";
import type { RetentionRule } from "@/lib/retention/types";
import { statusWords, troubleOf } from "./rule-words";

export const RuleStatusBadge = ({ rule }: { rule: RetentionRule }) => {
  const trouble = troubleOf(rule);
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <Badge look={rule.status === "on" ? "success" : "neutral"}>{statusWords[rule.status]}</Badge>
      {trouble !== null && <Badge look="warning">{trouble}</Badge>}
    </span>
  );
};
