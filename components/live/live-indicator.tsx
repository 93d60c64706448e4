"use client";

import { CircleDashed, Radio, RefreshCw } from "lucide-react";
import { useLiveState } from "./live-connection";

const looks = {
  connecting: { words: "Connecting", Icon: CircleDashed, classes: "text-muted" },
  live: { words: "Live", Icon: Radio, classes: "text-success" },
  polling: { words: "Not live: refreshing every 2 seconds", Icon: RefreshCw, classes: "text-warning" },
} as const;

/** Whether the page hears of changes as they happen, or asks for them. */
export const LiveIndicator = () => {
  const { words, Icon, classes } = looks[useLiveState()];
  return (
    <p role="status" className={`flex items-center gap-1.5 text-sm print:hidden ${classes}`}>
      <Icon size={14} aria-hidden className="shrink-0" />
      {words}
    </p>
  );
};
