"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, CircleDashed } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { shownError } from "@/lib/http/shown-error";
import { storeHealthQuery } from "@/lib/stores/health";
import type { StoreId } from "@/lib/stores/store-ids";
import { replicaWords } from "./replica-words";
import { healthWords } from "./store-words";

/** Whether a store answers now. */
export const HealthBadge = ({ storeId }: { storeId: StoreId }) => {
  const { data, error, isPending } = useQuery(storeHealthQuery(storeId));
  if (isPending) {
    return (
      <Badge>
        <CircleDashed size={12} aria-hidden className="shrink-0" />
        Checking
      </Badge>
    );
  }
  // An answer that is kept from before says nothing about now.
  const words = error === null ? healthWords(data) : { short: "Unknown", why: shownError(error).message };
  const isWell = error === null && data.isWell;
  const replica = isWell && data.replica !== undefined ? replicaWords(data.replica) : null;
  return (
    <span className="flex flex-wrap gap-1">
      <StateBadge isWell={isWell} {...words} />
      {replica !== null && <StateBadge {...replica} />}
    </span>
  );
};

const StateBadge = ({ isWell, short, why }: { isWell: boolean; short: string; why: string | null }) => (
  <span title={why ?? undefined}>
    <Badge look={isWell ? "success" : "warning"}>
      {isWell ? (
        <CircleCheck size={12} aria-hidden className="shrink-0" />
      ) : (
        <CircleAlert size={12} aria-hidden className="shrink-0" />
      )}
      {short}
    </Badge>
  </span>
);
