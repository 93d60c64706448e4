import {
  BadgeCheck,
  Bookmark,
  BookOpen,
  ClockAlert,
  Database,
  Download,
  Eye,
  ListFilter,
  LogOut,
  OctagonAlert,
  Palette,
  Settings,
  Ticket,
  Trash2,
  UserSearch,
} from "lucide-react";
import { downloadHistory } from "@/components/deletions/download-history";
import { chooseTheme, themeOptions } from "@/components/layout/choose-theme";
import { navigation } from "@/components/layout/navigation";
import { signOutOfLethe } from "@/components/layout/sign-out";
import { settingsPages } from "@/components/settings/settings-pages";
import { deleteByFilterHref } from "@/lib/deletions/scope/delete-search";
import { memorySearchString } from "@/lib/browse/memory-queries";
import { searchDefaults } from "@/lib/browse/memory-search";
import type { StoreChoice } from "@/lib/stores/shown-store";
import { withStore } from "@/lib/stores/store-param";
import type { ListedView } from "@/lib/views/types";
import { viewHref } from "@/lib/views/view-address";
import type { PaletteEntry } from "./palette-entry";

/** An entry that is there without being looked for, and the other words that people type for it. */
type FixedEntry = PaletteEntry & { words?: string };

export type Surroundings = {
  /** The pages that the member may open. */
  hrefs: readonly string[];
  stores: readonly StoreChoice[];
  /** The saved views that the member sees. */
  views: readonly ListedView[];
  /** Leads into the store that is shown. */
  hrefOf: (path: string) => string;
};

/** Pages, saved views, stores and actions whose name has the text in it, in any case; all of them for an empty one. */
export const fixedEntries = (text: string, surroundings: Surroundings): PaletteEntry[] => {
  const wanted = text.trim().toLowerCase();
  return [
    ...pages(surroundings),
    ...viewEntries(surroundings),
    ...actions(surroundings),
    ...storeEntries(surroundings),
  ].filter(({ label, words = "" }) => `${label} ${words}`.toLowerCase().includes(wanted));
};

const pages = ({ hrefs, hrefOf }: Surroundings): FixedEntry[] => [
  ...navigation
    .filter(({ href }) => hrefs.includes(href))
    .map(({ href, label, Icon }) => ({
      key: `page ${href}`,
      group: "Pages",
      Icon,
      label,
      action: { href: hrefOf(href) },
    })),
  ...settingsPages
    .filter(({ href }) => hrefs.includes(href))
    .map(({ href, label }) => ({
      key: `page ${href}`,
      group: "Pages",
      Icon: Settings,
      label: `Settings: ${label}`,
      action: { href },
    })),
  // Outside the console, for everybody.
  {
    key: "page /verify",
    group: "Pages",
    Icon: BadgeCheck,
    label: "Verify a certificate",
    words: "signature pdf json",
    action: { href: "/verify" },
  },
];

const viewEntries = ({ views }: Surroundings): FixedEntry[] =>
  views.map(({ id, name, isShared, isOwn }) => ({
    key: `view ${id}`,
    group: "Views",
    Icon: Bookmark,
    label: name,
    words: "view",
    ...(isShared && { note: isOwn ? "shared by you" : "shared" }),
    action: { href: viewHref(id) },
  }));

const actions = (surroundings: Surroundings): FixedEntry[] =>
  [...deleting(surroundings), ...reading(surroundings), ...personal].map((entry) => ({
    ...entry,
    group: "Actions",
  }));

const deleting = ({ hrefs, hrefOf }: Surroundings): Omit<FixedEntry, "group">[] =>
  !hrefs.includes("/delete")
    ? []
    : [
        {
          key: "action delete",
          Icon: Trash2,
          label: "New deletion",
          words: "erase remove forget",
          action: { href: hrefOf("/delete") },
        },
        {
          key: "action delete by filter",
          Icon: ListFilter,
          label: "Delete by filter",
          words: "erase remove clear",
          action: { href: hrefOf(deleteByFilterHref(null)) },
        },
        {
          key: "action export memories",
          Icon: Download,
          label: "Export memories",
          words: "download save",
          note: "in the preview of a deletion",
          action: { href: hrefOf(deleteByFilterHref(null)) },
        },
        {
          key: "action wipe",
          Icon: OctagonAlert,
          label: "Wipe the store",
          words: "everything all erase reset",
          action: { href: hrefOf("/delete?user_id=*&agent_id=*&app_id=*&run_id=*") },
        },
      ];

const reading = ({ hrefs, hrefOf }: Surroundings): Omit<FixedEntry, "group">[] => [
  ...(hrefs.includes("/tickets/new")
    ? [
        {
          key: "action new ticket",
          Icon: Ticket,
          label: "New ticket",
          words: "request case gdpr ccpa create add",
          action: { href: "/tickets/new" },
        },
      ]
    : []),
  ...(hrefs.includes("/people")
    ? [
        {
          key: "action find person",
          Icon: UserSearch,
          label: "Find a person",
          words: "people search subject erase forget gdpr",
          action: { href: "/people" },
        },
      ]
    : []),
  ...(hrefs.includes("/memories")
    ? [
        {
          key: "action watch",
          Icon: Eye,
          label: "Watch something go",
          words: "see absent live monitor",
          action: { href: "/watch" },
        },
        {
          key: "action expired",
          Icon: ClockAlert,
          label: "Expired but still stored",
          words: "stale old",
          action: {
            href: hrefOf(
              `/memories${memorySearchString({
                ...searchDefaults,
                filter: { field: "expiration_date", operator: "expired" },
              })}`,
            ),
          },
        },
      ]
    : []),
  ...(hrefs.includes("/history")
    ? [
        {
          key: "action export history",
          Icon: Download,
          label: "Export the history as CSV",
          words: "download save spreadsheet",
          action: { run: () => downloadHistory(new URLSearchParams(), "csv") },
        },
      ]
    : []),
  {
    key: "action api",
    Icon: BookOpen,
    label: "API documentation",
    words: "docs openapi mem0 mcp",
    action: { href: "/api/docs" },
  },
];

const personal: Omit<FixedEntry, "group">[] = [
  ...themeOptions.map(({ value, label }) => ({
    key: `action theme ${value}`,
    Icon: Palette,
    label: `Theme: ${label.toLowerCase()}`,
    words: "colours colors mode",
    action: { run: () => chooseTheme(value) },
  })),
  {
    key: "action sign out",
    Icon: LogOut,
    label: "Sign out",
    words: "log out logout leave",
    action: { run: signOutOfLethe },
  },
];

const storeEntries = ({ hrefs, stores }: Surroundings): FixedEntry[] =>
  !hrefs.includes("/memories") || stores.length < 2
    ? []
    : stores.map(({ id, name }) => ({
        key: `store ${id}`,
        group: "Stores",
        Icon: Database,
        label: name,
        words: `store ${id}`,
        action: { href: withStore("/memories", id) },
      }));
