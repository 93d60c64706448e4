import type { ReactNode } from "react";
import { Button } from "./button";

/** Fields that are checked when they are sent; the button that sends them may stand elsewhere (`FormFoot`). */
export const Form = ({
  id,
  onSubmit,
  children,
}: {
  id: string;
  onSubmit: (form: HTMLFormElement) => void;
  children: ReactNode;
}) => (
  <form
    id={id}
    noValidate
    className="grid gap-4"
    onSubmit={(event) => {
      event.preventDefault();
      onSubmit(event.currentTarget);
    }}
  >
    {children}
  </form>
);

/** The foot of a dialog with a form in it. */
export const FormFoot = ({
  formId,
  submitLabel,
  isBusy,
  otherButton,
  onClose,
}: {
  formId: string;
  submitLabel: string;
  isBusy: boolean;
  /** Beside the button that submits. */
  otherButton?: ReactNode;
  onClose: () => void;
}) => (
  <>
    <Button onClick={onClose}>Cancel</Button>
    {otherButton}
    <Button type="submit" form={formId} look="primary" disabled={isBusy} focusableWhenDisabled>
      {submitLabel}
    </Button>
  </>
);
