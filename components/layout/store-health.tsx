"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { CircleAlert, CircleCheck, CircleDashed } from "lucide-react";
import { healthQuery } from "@/lib/http/health-query";

const looks = {
  pending: { words: "Asking", Icon: CircleDashed, classes: "text-muted" },
  success: { words: "Reachable", Icon: CircleCheck, classes: "text-success" },
  error: { words: "Not reachable", Icon: CircleAlert, classes: "text-warning" },
} as const;

/** The store that is shown, and whether it answers. */
export const StoreHealth = () => {
  const { status } = useQuery(healthQuery);
  const { words, Icon, classes } = looks[status];
  return (
    <p
      role="status"
      title={`Built-in store: ${words.toLowerCase()}`}
      className="flex h-11 items-center justify-center gap-2.5 px-2 text-sm text-muted md:h-8 lg:justify-start"
    >
      <Icon size={16} aria-hidden className={clsx("shrink-0", classes)} />
      <span className="sr-only truncate lg:not-sr-only">
        Built-in store
        <span className={status === "error" ? undefined : "sr-only"}>: {words.toLowerCase()}</span>
      </span>
    </p>
  );
};
