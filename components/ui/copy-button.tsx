"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "./button";

/** Copies `text`; `label` says what, for example "Copy memory id". */
export const CopyButton = ({ text, label }: { text: string; label: string }) => {
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  const copy = async () => {
    // The browser refuses without a secure context or permission; the text can still be selected by hand.
    const next = await navigator.clipboard.writeText(text).then(
      () => "copied" as const,
      () => "refused" as const,
    );
    setState(next);
    setTimeout(() => setState("idle"), 1500);
  };
  const says = { idle: label, copied: "Copied", refused: "The browser refused to copy" }[state];
  return (
    <Button look="quiet" size="icon" aria-label={says} title={says} onClick={() => void copy()}>
      {state === "copied" ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
    </Button>
  );
};
