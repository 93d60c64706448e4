"use client";

import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode, RefObject } from "react";

/**
 * A modal dialog. Escape, the close button and a click beside it close it; focus returns to where it came from, or to
 * what `finalFocus` answers when that is gone by then. `keepsOpenOnOutsideClick` is for what cannot be shown again.
 */
export const Dialog = ({
  isOpen,
  onOpenChange,
  title,
  description,
  children,
  footer,
  initialFocus,
  finalFocus = () => true,
  keepsOpenOnOutsideClick = false,
  width = "max-w-xl",
}: {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
  initialFocus?: RefObject<HTMLElement | null>;
  finalFocus?: () => HTMLElement | null | true;
  keepsOpenOnOutsideClick?: boolean;
  width?: string;
}) => (
  <BaseDialog.Root
    open={isOpen}
    onOpenChange={onOpenChange}
    disablePointerDismissal={keepsOpenOnOutsideClick}
  >
    <BaseDialog.Portal>
      <BaseDialog.Backdrop className="fixed inset-0 z-40 bg-black/40 transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
      <BaseDialog.Popup
        {...(initialFocus === undefined ? {} : { initialFocus })}
        finalFocus={finalFocus}
        className={`fixed inset-x-0 bottom-0 z-50 mx-auto flex max-h-[90dvh] w-full flex-col rounded-t-md border bg-raised shadow-xl transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0 sm:inset-y-0 sm:my-auto sm:h-fit sm:rounded-md ${width}`}
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
        <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
        {footer !== undefined && (
          <footer className="flex flex-wrap items-center justify-end gap-2 border-t px-5 py-3">
            {footer}
          </footer>
        )}
      </BaseDialog.Popup>
    </BaseDialog.Portal>
  </BaseDialog.Root>
);
