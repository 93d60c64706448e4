import { useRef, type ReactNode } from "react";
import { shownError } from "@/lib/http/shown-error";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { Notice } from "./notice";

/** Asks once before something is done; `children` say what that means. The way back has the focus. */
export const AskDialog = ({
  title,
  backLabel = "Cancel",
  confirmLabel,
  isDangerous = false,
  isPending,
  error = null,
  finalFocus,
  onClose,
  onConfirm,
  children,
}: {
  title: string;
  backLabel?: string;
  confirmLabel: string;
  /** Whether something is deleted or ended for good. */
  isDangerous?: boolean;
  isPending: boolean;
  /** Why the last attempt failed. */
  error?: Error | null;
  finalFocus?: () => HTMLElement | null | true;
  onClose: () => void;
  onConfirm: () => void;
  children: ReactNode;
}) => {
  const back = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={title}
      width="max-w-md"
      initialFocus={back}
      {...(finalFocus === undefined ? {} : { finalFocus })}
      footer={
        <>
          <Button ref={back} onClick={onClose}>
            {backLabel}
          </Button>
          <Button
            look={isDangerous ? "danger" : "primary"}
            disabled={isPending}
            focusableWhenDisabled
            onClick={onConfirm}
          >
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        {error !== null && (
          <Notice look="warning" role="alert">
            {shownError(error).message}
          </Notice>
        )}
        {children}
      </div>
    </Dialog>
  );
};
