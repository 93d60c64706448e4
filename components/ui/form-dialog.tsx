import { useId, type ComponentProps } from "react";
import { Dialog } from "./dialog";
import { Form, FormFoot } from "./form";

type Props = Pick<
  ComponentProps<typeof Dialog>,
  "title" | "description" | "width" | "initialFocus" | "dismissal" | "isAbove"
> &
  Omit<ComponentProps<typeof FormFoot>, "formId"> &
  Omit<ComponentProps<typeof Form>, "id">;

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
      footer={<FormFoot {...{ formId, submitLabel, isBusy, otherButton, onClose }} />}
    >
      <Form id={formId} onSubmit={onSubmit}>
        {children}
      </Form>
    </Dialog>
  );
};
