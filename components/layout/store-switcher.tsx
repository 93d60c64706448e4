"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { ChevronsUpDown, CircleAlert, CircleCheck, CircleDashed, Settings } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { healthWords } from "@/components/stores/store-words";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuRadioGroup } from "@/components/ui/menu";
import { storeHealthQuery } from "@/lib/stores/health";
import { builtinStoreId, type StoreId } from "@/lib/stores/store-ids";
import { isScopedPath, useCurrentStore } from "./current-store";

/** Parts of an address that mean something in another store, too; a page or an open memory does not. */
const keptParts = ["filter", "q", "kind", "mode", "user_id", "agent_id", "app_id", "run_id", "metadata"];

type Props = { canManage: boolean };

/** The store that is shown, whether it answers, and the way to another one. */
export const StoreSwitcher = ({ canManage }: Props) => {
  const { stores, currentId } = useCurrentStore();
  const current = stores.find(({ id }) => id === currentId);
  const health = useHealth(current?.id ?? null);
  const name = current?.name ?? "Unknown store";
  return (
    <>
      <Menu
        align="start"
        trigger={
          <Button
            look="quiet"
            aria-label={`Store: ${name}, ${health.words.toLowerCase()}`}
            title={health.why ?? `${name}: ${health.words.toLowerCase()}`}
            className="h-8 max-w-full justify-center text-muted! lg:justify-start"
          >
            <health.Icon size={16} aria-hidden className={clsx("shrink-0", health.classes)} />
            <span className="hidden min-w-0 flex-1 truncate text-left lg:inline">
              <bdi>{name}</bdi>
              {health.isUnwell && `: ${health.words.toLowerCase()}`}
            </span>
            <ChevronsUpDown size={14} aria-hidden className="hidden shrink-0 lg:inline" />
          </Button>
        }
      >
        <StoreMenuItems canManage={canManage} />
      </Menu>
      <span role="status" className="sr-only">
        {health.isUnwell && `${name}: ${health.words.toLowerCase()}`}
      </span>
    </>
  );
};

/** The stores to choose from, and the way to where they are managed. */
export const StoreMenuItems = ({ canManage }: Props) => {
  const { stores, currentId } = useCurrentStore();
  const switchTo = useSwitch();
  const router = useRouter();
  return (
    <>
      <MenuRadioGroup<string>
        label="Store"
        value={currentId ?? ""}
        closesOnChoice
        options={stores.map(({ id, name: label }) => ({ value: id, label }))}
        onChange={(id) => {
          const chosen = stores.find((store) => store.id === id);
          if (chosen !== undefined) switchTo(chosen.id);
        }}
      />
      {canManage && (
        <>
          <div className="my-1 border-t" />
          <MenuItem onSelect={() => router.push("/settings/stores")}>
            <Settings size={14} aria-hidden className="text-muted" />
            Manage stores
          </MenuItem>
        </>
      )}
    </>
  );
};

const useHealth = (storeId: StoreId | null) => {
  const { data, status } = useQuery({
    ...storeHealthQuery(storeId ?? builtinStoreId),
    enabled: storeId !== null,
  });
  if (storeId === null) return { ...looks.unwell, words: "Unknown", why: null };
  switch (status) {
    case "pending":
      return { ...looks.asking, words: "Checking", why: null };
    case "error":
      return { ...looks.unwell, words: "Not reachable", why: null };
    case "success": {
      const { short, why } = healthWords(data);
      return { ...(data.isWell ? looks.well : looks.unwell), words: short, why };
    }
  }
};

const looks = {
  asking: { Icon: CircleDashed, classes: "text-muted", isUnwell: false },
  well: { Icon: CircleCheck, classes: "text-success", isUnwell: false },
  unwell: { Icon: CircleAlert, classes: "text-warning", isUnwell: true },
};

/** Leads to the same page of another store, with the same filter; from a page about all stores, to the memories. */
const useSwitch = () => {
  const router = useRouter();
  const pathname = usePathname();
  const params = useSearchParams();
  return (storeId: StoreId) => {
    const isScoped = isScopedPath(pathname);
    const kept = new URLSearchParams([...params].filter(([name]) => isScoped && keptParts.includes(name)));
    if (storeId !== builtinStoreId) kept.set("store", storeId);
    const query = kept.toString();
    router.push(`${isScoped ? pathname : "/memories"}${query === "" ? "" : `?${query}`}`);
  };
};
