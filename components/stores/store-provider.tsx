"use client";

import { createContext, useContext, type ReactNode } from "react";
import type { PageStore } from "@/lib/stores/page-store";

const StoreContext = createContext<PageStore | null>(null);

/**
 * The store that everything inside is about. Another store is another page: nothing that was read, selected or typed under
 * the one is shown under the other.
 */
export const StoreProvider = ({ store, children }: { store: PageStore; children: ReactNode }) => (
  <StoreContext key={store.id} value={store}>
    {children}
  </StoreContext>
);

export const useStore = (): PageStore => {
  const store = useContext(StoreContext);
  if (store === null) throw new Error("useStore needs a StoreProvider around it.");
  return store;
};
