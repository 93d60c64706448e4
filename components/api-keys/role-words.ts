import type { Role } from "@/lib/access/types";

/** What a key of each role may do, from the least to the most. Keys never manage keys or members. */
export const keyRoles: readonly { role: Role; label: string; words: string }[] = [
  { role: "viewer", label: "Viewer", words: "Reads memories and the history of deletions." },
  {
    role: "auditor",
    label: "Auditor",
    words: "Reads the history of deletions and the ledger, but no memories.",
  },
  {
    role: "support",
    label: "Support",
    words: "Reads, adds, changes and deletes memories, and reads the history.",
  },
  {
    role: "admin",
    label: "Admin",
    words: "Reads, adds, changes and deletes memories; reads everything else.",
  },
];
