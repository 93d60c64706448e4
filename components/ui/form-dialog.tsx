import { useId, type ComponentProps, type ReactNode } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";

type Props = Pick<
  ComponentProps<typeof Dialog>,
  "title" | "description" | "width" | "initialFocus" | "keepsOpenOnOutsideClick"
> & {
  submitLabel: string;
  isBusy: boolean;
  /** Beside the button that submits. */
  otherButton?: ReactNode;
  onClose: () => void;
  onSubmit: (form: HTMLFormElement) => void;
  children: ReactNode;
};

/** A form in a dialog, with the button that submits it in the dialog's foot. */
export const FormDialog = ({
  submitLabel,
  isBusy,
  otherButton,
  onClose,
  onSubmit,
  children,
  ...dialog
}: Props) => {
  const formId = useId();
  return (
    <Dialog
      {...dialog}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {otherButton}
          <Button type="submit" form={formId} look="primary" disabled={isBusy} focusableWhenDisabled>
            {submitLabel}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit(event.currentTarget);
        }}
      >
        {children}
      </form>
    </Dialog>
  );
};
