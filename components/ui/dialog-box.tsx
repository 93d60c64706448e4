"use client";

import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode, RefObject } from "react";

export type DialogProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
  initialFocus?: RefObject<HTMLElement | null>;
  finalFocus?: () => HTMLElement | null | true;
  dismissal?: "any" | "escape" | "none";
  /** Whether it can open while another dialog is open, which it then covers. */
  isAbove?: boolean;
  width?: string;
};

/**
 * A modal dialog. Escape, the close button and a click beside it close it; focus returns to where it came from, or to what
 * `finalFocus` answers when that is gone by then. `dismissal` says what else than its buttons closes it: not a click beside it
 * where something was typed, and nothing where it cannot be shown again. In a low window (or a magnified page) it scrolls as a
 * whole: its head and foot would leave no room for what is between them.
 */
export const DialogBox = ({
  isOpen,
  onOpenChange,
  title,
  description,
  children,
  footer,
  initialFocus,
  finalFocus = () => true,
  dismissal = "any",
  isAbove = false,
  width = "max-w-xl",
}: DialogProps) => (
  <BaseDialog.Root
    open={isOpen}
    onOpenChange={(next, { reason }) => {
      if (!(dismissal === "none" && reason === "escape-key")) onOpenChange(next);
    }}
    disablePointerDismissal={dismissal !== "any"}
  >
    <BaseDialog.Portal>
      <BaseDialog.Backdrop
        className={`fixed inset-0 bg-black/40 transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0 ${isAbove ? "z-50" : "z-40"}`}
      />
      <BaseDialog.Popup
        {...(initialFocus === undefined ? {} : { initialFocus })}
        finalFocus={finalFocus}
        className={`fixed inset-x-0 bottom-0 z-50 mx-auto flex max-h-[90dvh] w-full flex-col rounded-t-md border bg-raised shadow-xl transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0 sm:inset-y-0 sm:my-auto sm:h-fit sm:rounded-md [@media(max-height:35rem)]:max-h-dvh [@media(max-height:35rem)]:overflow-y-auto ${width}`}
      >
        <header className="flex items-start gap-4 border-b px-5 py-4">
          <div className="min-w-0 flex-1">
            <BaseDialog.Title className="text-lg font-semibold">{title}</BaseDialog.Title>
            {description !== undefined && (
              <BaseDialog.Description className="mt-1 text-base wrap-anywhere text-muted" render={<div />}>
                {description}
              </BaseDialog.Description>
            )}
          </div>
          <BaseDialog.Close
            aria-label="Close"
            className="-mr-1 inline-flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-text"
          >
            <X size={16} aria-hidden />
          </BaseDialog.Close>
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4 has-[>:only-child:empty]:hidden [@media(max-height:35rem)]:flex-none [@media(max-height:35rem)]:overflow-visible">
          {children}
        </div>
        {footer !== undefined && (
          <footer className="flex flex-wrap items-center justify-end gap-2 border-t px-5 py-3">
            {footer}
          </footer>
        )}
      </BaseDialog.Popup>
    </BaseDialog.Portal>
  </BaseDialog.Root>
);
