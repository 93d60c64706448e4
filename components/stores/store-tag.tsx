"use client";

import { Database } from "lucide-react";
import { StoreLimits } from "./store-limits";
import { useStore } from "./store-provider";

/** Beside a page's title: whose memories these are, and what is different about them. */
export const StoreTag = () => {
  const { name } = useStore();
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-1.5 align-middle">
      <Database size={14} aria-hidden className="shrink-0" />
      <span className="sr-only">Store: </span>
      <bdi className="max-w-64 truncate text-text">{name}</bdi>
      <StoreLimits />
    </span>
  );
};
