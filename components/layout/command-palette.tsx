"use client";

import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Database, Settings } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { settingsPages } from "@/components/settings/settings-navigation";
import { facetQuery, memorySearchString } from "@/lib/memories/query-options";
import { searchDefaults } from "@/lib/memories/search";
import { withStore } from "@/lib/stores/store-param";
import type { FacetField, StoreId } from "@/lib/stores/types";
import { useCurrentStore } from "./current-store";
import { navigation } from "./navigation";
import { useShortcut } from "./use-shortcut";

const entityFacets = [
  { field: "user_id", noun: "User" },
  { field: "agent_id", noun: "Agent" },
  { field: "app_id", noun: "App" },
  { field: "run_id", noun: "Run" },
] as const;

/** Only what holds the typed text: letters in order, as cmdk looks for by itself, would put a store before the user meant. */
const rankOf = (value: string, text: string): number =>
  value.toLowerCase().includes(text.trim().toLowerCase()) ? 1 : 0;

const itemClasses =
  "flex h-9 cursor-default items-center gap-2 rounded px-2 text-sm select-none data-[selected=true]:bg-hover";

/** Ctrl K: every page, and every entity's memories, by typing. */
export const CommandPalette = ({ hrefs }: { hrefs: string[] }) => {
  const [isOpen, setIsOpen] = useState(false);
  const [text, setText] = useState("");
  const router = useRouter();
  const open = (next: boolean) => {
    setIsOpen(next);
    if (!next) setText("");
  };
  const { stores, currentId, hrefOf } = useCurrentStore();
  useShortcut(
    (event) => event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey),
    () => open(!isOpen),
    { whileTyping: true },
  );
  const go = (href: string) => {
    open(false);
    router.push(href);
  };
  return (
    <BaseDialog.Root open={isOpen} onOpenChange={open}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="fixed inset-0 z-40 bg-black/30" />
        <BaseDialog.Popup
          aria-label="Command palette"
          className="fixed inset-x-2 top-[12dvh] z-50 mx-auto max-w-lg overflow-hidden rounded-md border bg-raised shadow-xl"
        >
          <Command label="Command palette" loop filter={rankOf}>
            <Command.Input
              value={text}
              onValueChange={setText}
              placeholder="Go to a page or an entity"
              className="h-11 w-full border-b bg-transparent px-4 text-base outline-none"
            />
            <Command.List className="max-h-80 overflow-y-auto p-2">
              <Command.Empty className="px-2 py-6 text-center text-sm text-muted">
                Nothing has this name.
              </Command.Empty>
              <Command.Group heading="Pages" className="text-xs text-muted">
                {navigation
                  .filter((entry) => hrefs.includes(entry.href))
                  .map(({ href, label, Icon }) => (
                    <Command.Item
                      key={href}
                      value={`page ${label}`}
                      onSelect={() => go(hrefOf(href))}
                      className={itemClasses}
                    >
                      <Icon size={14} aria-hidden className="text-muted" />
                      <span className="text-text">{label}</span>
                    </Command.Item>
                  ))}
                {hrefs.includes("/settings") &&
                  settingsPages.map(({ href, label }) => (
                    <Command.Item
                      key={href}
                      value={`page settings ${label}`}
                      onSelect={() => go(href)}
                      className={itemClasses}
                    >
                      <Settings size={14} aria-hidden className="text-muted" />
                      <span className="text-text">Settings: {label}</span>
                    </Command.Item>
                  ))}
              </Command.Group>
              {hrefs.includes("/memories") && stores.length > 1 && (
                <Command.Group heading="Stores" className="text-xs text-muted">
                  {stores.map(({ id, name }) => (
                    <Command.Item
                      key={id}
                      value={`store ${name} ${id}`}
                      onSelect={() => go(withStore("/memories", id))}
                      className={itemClasses}
                    >
                      <Database size={14} aria-hidden className="text-muted" />
                      <bdi className="truncate text-text">{name}</bdi>
                    </Command.Item>
                  ))}
                </Command.Group>
              )}
              {hrefs.includes("/memories") &&
                isOpen &&
                currentId !== null &&
                entityFacets.map((facet) => (
                  <EntityGroup key={facet.field} {...facet} storeId={currentId} text={text} onGo={go} />
                ))}
            </Command.List>
          </Command>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
};

const EntityGroup = ({
  field,
  noun,
  storeId,
  text,
  onGo,
}: {
  field: Exclude<FacetField, "categories">;
  noun: string;
  storeId: StoreId;
  text: string;
  onGo: (href: string) => void;
}) => {
  const { data } = useQuery(facetQuery(storeId, field, text));
  if (data === undefined || data.length === 0) return null;
  return (
    <Command.Group heading={`${noun}s`} className="text-xs text-muted">
      {data.slice(0, 5).map(({ value, count }) => (
        <Command.Item
          key={value}
          // cmdk filters by this; the server has filtered already, so the typed text is part of it.
          value={`${noun} ${value} ${text}`}
          onSelect={() =>
            onGo(
              withStore(
                `/memories${memorySearchString({ ...searchDefaults, filter: { field, operator: "eq", value } })}`,
                storeId,
              ),
            )
          }
          className={itemClasses}
        >
          <span className="text-muted">{noun}</span>
          <span className="truncate text-text">{value}</span>
          <span className="ml-auto text-xs text-muted">{count.toLocaleString("en")}</span>
        </Command.Item>
      ))}
    </Command.Group>
  );
};
