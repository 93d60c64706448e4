import type { LucideIcon } from "lucide-react";

/** One line of the palette. */
export type PaletteEntry = {
  /** Unlike every other one's. */
  key: string;
  group: string;
  Icon: LucideIcon;
  label: string;
  /** Beside the label: how many memories, say. */
  note?: string;
  /** Where it leads, or what it does. */
  action: { href: string } | { run: (go: { push: (href: string) => void }) => void };
};
