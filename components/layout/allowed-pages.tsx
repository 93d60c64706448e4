"use client";

import { createContext, useContext, type ReactNode } from "react";

const AllowedPagesContext = createContext<readonly string[]>([]);

/** The addresses of the pages that the member may open. They are refused there too: this is for what is offered. */
export const AllowedPages = ({ hrefs, children }: { hrefs: readonly string[]; children: ReactNode }) => (
  <AllowedPagesContext value={hrefs}>{children}</AllowedPagesContext>
);

export const useAllowedPages = (): readonly string[] => useContext(AllowedPagesContext);
