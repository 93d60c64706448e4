"use client";

import { Database, Info } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { storeLimits } from "@/lib/stores/provided-fields";
import { useStore } from "./store-provider";
import { kindWords } from "./store-words";

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

/** How a remote store differs from the built-in one, beside its name. */
const StoreLimits = () => {
  const store = useStore();
  const limits = storeLimits(store);
  if (limits.length === 0) return null;
  return (
    <Popover
      label={`What is different in ${store.name}`}
      trigger={
        <Button
          look="quiet"
          size="small"
          aria-label={`What is different in ${store.name}`}
          className="text-muted!"
        >
          <Info size={14} aria-hidden />
          <span className="max-sm:hidden">What is different here</span>
        </Button>
      }
    >
      <div className="grid max-w-[26rem] gap-2 text-sm">
        <p className="font-medium">
          {kindWords[store.kind]}: {store.name}
        </p>
        <ul className="grid list-disc gap-1.5 pl-4 text-muted">
          {limits.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </div>
    </Popover>
  );
};
