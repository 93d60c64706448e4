import {
  Brain,
  BrushCleaning,
  Eye,
  History,
  LayoutDashboard,
  Link2,
  Settings,
  Ticket,
  Trash2,
  Upload,
  UserRoundCheck,
  UserSearch,
  Users,
  type LucideIcon,
} from "lucide-react";
import type { Permission } from "@/lib/access/types";

export type NavigationEntry = {
  href: string;
  label: string;
  Icon: LucideIcon;
  /** Null: every member may open it. */
  permission: Permission | null;
  /** On a phone it has a place in the bar of its own; the others are under More. */
  isOnPhoneBar?: true;
  /** The side bar leaves some space above it. */
  isFirstOfGroup?: true;
};

/** Shown where something waits for a second person, or could: see useWaiting. */
export const approvalsHref = "/approvals";

/** With the number of those that are due: see useDue. */
export const ticketsHref = "/tickets";

/** The pages of the console, in the order of the side bar. */
export const navigation: readonly NavigationEntry[] = [
  { href: "/", label: "Overview", Icon: LayoutDashboard, permission: null, isOnPhoneBar: true },
  {
    href: ticketsHref,
    label: "Tickets",
    Icon: Ticket,
    permission: "tickets:read",
    isOnPhoneBar: true,
    isFirstOfGroup: true,
  },
  { href: "/people", label: "People", Icon: UserSearch, permission: "memories:read" },
  {
    href: "/memories",
    label: "Memories",
    Icon: Brain,
    permission: "memories:read",
    isOnPhoneBar: true,
    isFirstOfGroup: true,
  },
  { href: "/entities", label: "Entities", Icon: Users, permission: "memories:read" },
  { href: "/clean-up", label: "Clean up", Icon: BrushCleaning, permission: "memories:read" },
  { href: "/delete", label: "Delete", Icon: Trash2, permission: "memories:delete", isFirstOfGroup: true },
  { href: "/history", label: "History", Icon: History, permission: "deletions:read", isOnPhoneBar: true },
  { href: "/watch", label: "Watch", Icon: Eye, permission: "memories:read" },
  { href: approvalsHref, label: "Approvals", Icon: UserRoundCheck, permission: "memories:delete" },
  { href: "/ledger", label: "Ledger", Icon: Link2, permission: "ledger:read", isFirstOfGroup: true },
  { href: "/import", label: "Import", Icon: Upload, permission: "memories:import" },
  { href: "/settings", label: "Settings", Icon: Settings, permission: null },
];

/** Pages that no bar leads to, and that are offered where they are needed. */
export const furtherPages: readonly Pick<NavigationEntry, "href" | "permission">[] = [
  { href: "/tickets/new", permission: "tickets:create" },
];
