"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { createContext, useContext, useState, type ReactNode } from "react";
import type { StoreChoice } from "@/lib/stores/shown-store";
import { builtinStoreId, type StoreId } from "@/lib/stores/store-ids";
import { storeIdFrom, withStore } from "@/lib/stores/store-param";

/** Pages that show one store, which their address names. The others are about all of them. */
const scopedPaths = ["/memories", "/clean-up", "/delete", "/entities"];

export const isScopedPath = (path: string): boolean =>
  scopedPaths.some((scoped) => path === scoped || path.startsWith(`${scoped}/`));

type CurrentStore = {
  stores: readonly StoreChoice[];
  /** Of the page that is shown, or of the last one that showed a store; null when its address names none that can be. */
  currentId: StoreId | null;
  /** Where a link to a page leads: into the current store, when the page shows one. */
  hrefOf: (path: string) => string;
};

const CurrentStoreContext = createContext<CurrentStore | null>(null);

/** Reads the current store from the address. `stores` are those that can be chosen. */
export const CurrentStoreProvider = ({
  stores,
  children,
}: {
  stores: readonly StoreChoice[];
  children: ReactNode;
}) => {
  const pathname = usePathname();
  const value = useSearchParams().get("store");
  const [last, setLast] = useState<StoreId>(builtinStoreId);
  const isScoped = isScopedPath(pathname);
  const currentId = isScoped ? storeIdFrom(value) : last;
  // The way back from a page about all stores leads to the store the person came from.
  if (isScoped && currentId !== null && currentId !== last) setLast(currentId);
  const hrefOf = (path: string) => (isScopedPath(path) ? withStore(path, currentId ?? last) : path);
  return <CurrentStoreContext value={{ stores, currentId, hrefOf }}>{children}</CurrentStoreContext>;
};

export const useCurrentStore = (): CurrentStore => {
  const current = useContext(CurrentStoreContext);
  if (current === null) throw new Error("useCurrentStore needs a CurrentStoreProvider around it.");
  return current;
};
