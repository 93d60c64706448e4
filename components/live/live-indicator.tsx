"use client";

import { CircleDashed, Radio, RefreshCw, RotateCw } from "lucide-react";
import { useLiveState } from "./live-connection";

const looks = {
  connecting: { words: "Connecting", Icon: CircleDashed, classes: "text-muted" },
  live: { words: "Live", Icon: Radio, classes: "text-success" },
  polling: { words: "Not live: refreshing every 2 seconds", Icon: RefreshCw, classes: "text-warning" },
} as const;
const unnotified = { words: "Reload to see others’ changes", Icon: RotateCw, classes: "text-muted" };

/**
 * Whether the page hears of changes as they happen, or asks for them. `isNotified`: whether its store tells Lethe of what
 * others change; of what Lethe itself deletes every page hears.
 */
export const LiveIndicator = ({ isNotified = true }: { isNotified?: boolean }) => {
  const state = useLiveState();
  const { words, Icon, classes } = state === "live" && !isNotified ? unnotified : looks[state];
  return (
    <p role="status" className={`flex items-center gap-1.5 text-sm print:hidden ${classes}`}>
      <Icon size={14} aria-hidden className="shrink-0" />
      {words}
    </p>
  );
};
