"use client";

import { Tooltip as BaseTooltip } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";

export const TooltipProvider = BaseTooltip.Provider;

/** Shows more about `children` on hover and on keyboard focus. Never the only place of something needed. */
export const Tooltip = ({ content, children }: { content: ReactNode; children: ReactElement }) => (
  <BaseTooltip.Root>
    <BaseTooltip.Trigger render={children} />
    <BaseTooltip.Portal>
      <BaseTooltip.Positioner sideOffset={6} className="z-[60]">
        <BaseTooltip.Popup className="max-w-sm rounded-md border bg-raised px-2 py-1 text-xs break-words whitespace-pre-line shadow-md">
          {content}
        </BaseTooltip.Popup>
      </BaseTooltip.Positioner>
    </BaseTooltip.Portal>
  </BaseTooltip.Root>
);
