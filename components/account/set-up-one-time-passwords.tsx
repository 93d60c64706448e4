import { useMutation } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import { FormFailed } from "@/components/members/form-failed";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Form, FormFoot } from "@/components/ui/form";
import { actionAnswer } from "@/lib/actions/action-answer";
import { confirmTotpAction } from "@/lib/members/actions";
import type { TotpSetUp } from "@/lib/members/own-account";
import { confirmTotpSchema } from "@/lib/members/schema";
import { QrCode } from "./qr-code";
import { RecoveryCodes } from "./recovery-codes";

/** Shows the key to the app, has it confirmed by a code, and then shows the recovery codes. */
export const SetUpOneTimePasswords = ({
  setUp,
  email,
  onClose,
}: {
  setUp: TotpSetUp;
  email: string;
  onClose: () => void;
}) => {
  const formId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [code, setCode] = useState("");
  const [problem, setProblem] = useState<string>();
  const confirm = useMutation({
    mutationFn: (typed: string) => actionAnswer(() => confirmTotpAction({ code: typed })),
    onError: () => input.current?.select(),
    gcTime: 0,
  });
  const codes = confirm.data?.recoveryCodes;
  const submit = () => {
    const parsed = confirmTotpSchema.safeParse({ code });
    setProblem(parsed.error?.issues[0]?.message);
    if (!parsed.success) input.current?.focus();
    else if (!confirm.isPending) confirm.mutate(parsed.data.code);
  };
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={codes === undefined ? "Turn on one-time passwords" : "Keep your recovery codes"}
      description={
        codes === undefined
          ? "Scan the code with an authenticator app, and enter what the app then shows."
          : "One-time passwords are on. If you lose the app, each of these lets you in once."
      }
      width="max-w-md"
      initialFocus={input}
      dismissal={codes === undefined ? "escape" : "none"}
      footer={
        codes === undefined ? (
          <FormFoot formId={formId} submitLabel="Turn on" isBusy={confirm.isPending} onClose={onClose} />
        ) : (
          <Button look="primary" autoFocus onClick={onClose}>
            Done
          </Button>
        )
      }
    >
      {codes === undefined ? (
        <Form id={formId} onSubmit={submit}>
          {confirm.error !== null && <FormFailed error={confirm.error} />}
          <div className="flex flex-col gap-4 sm:flex-row sm:items-center">
            <QrCode text={setUp.uri} label="QR code of the key for your authenticator app" />
            <div className="grid min-w-0 gap-1 text-sm">
              <p className="text-muted">Or type the key into the app:</p>
              <div className="flex items-start gap-1">
                <code className="font-mono break-all" data-testid="totp-key">
                  {setUp.key.replace(/(.{4})(?=.)/g, "$1 ")}
                </code>
                <CopyButton text={setUp.key} label="Copy the key" />
              </div>
            </div>
          </div>
          <Field label="One-time password" hint="The six digits that the app shows now." problem={problem}>
            {(control) => (
              <Input
                {...control}
                ref={input}
                inputMode="numeric"
                autoComplete="one-time-code"
                spellCheck={false}
                className="font-mono"
                value={code}
                onChange={({ target }) => setCode(target.value)}
              />
            )}
          </Field>
        </Form>
      ) : (
        <RecoveryCodes codes={codes} email={email} />
      )}
    </Dialog>
  );
};
