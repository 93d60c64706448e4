"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { NativeSelect } from "@/components/ui/field";

/** Below a table: how much is shown, how much a page holds, the way to the pages around it. */
export const TableFooter = ({
  showing,
  pageSize,
  pageSizes,
  onPageSizeChange,
  onPrevious,
  onNext,
}: {
  showing: ReactNode;
  pageSize: number;
  pageSizes: readonly number[];
  onPageSizeChange: (size: number) => void;
  /** Null when there is no such page. */
  onPrevious: (() => void) | null;
  onNext: (() => void) | null;
}) => (
  <footer className="flex min-h-11 shrink-0 items-center gap-x-4 gap-y-1 border-t bg-canvas px-4 py-1.5 text-sm">
    <div className="min-w-0 flex-1 text-muted">{showing}</div>
    <label className="hidden items-center gap-2 text-muted sm:flex">
      Rows per page
      <NativeSelect
        value={pageSize}
        onChange={(event) => onPageSizeChange(Number(event.target.value))}
        className="h-7! w-auto!"
      >
        {pageSizes.map((size) => (
          <option key={size}>{size}</option>
        ))}
      </NativeSelect>
    </label>
    <nav aria-label="Table pages" className="flex gap-1">
      <Button
        size="small"
        aria-label="Previous"
        disabled={onPrevious === null}
        focusableWhenDisabled
        onClick={() => onPrevious?.()}
      >
        <ChevronLeft size={14} aria-hidden />
        <span className="hidden sm:inline">Previous</span>
      </Button>
      <Button
        size="small"
        aria-label="Next"
        disabled={onNext === null}
        focusableWhenDisabled
        onClick={() => onNext?.()}
      >
        <span className="hidden sm:inline">Next</span>
        <ChevronRight size={14} aria-hidden />
      </Button>
    </nav>
  </footer>
);
