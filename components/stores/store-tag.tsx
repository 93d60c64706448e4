"use client";

import { Database } from "lucide-react";
import { useStore } from "./store-provider";

/** Beside a page's title: whose memories these are. */
export const StoreTag = () => {
  const { name } = useStore();
  return (
    <span className="inline-flex max-w-64 min-w-0 items-center gap-1.5 align-bottom">
      <Database size={14} aria-hidden className="shrink-0" />
      <span className="sr-only">Store: </span>
      <bdi className="truncate text-text">{name}</bdi>
    </span>
  );
};
