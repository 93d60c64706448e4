"use client";

import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { Notice } from "@/components/ui/notice";
import { PasswordField } from "@/components/ui/password-field";
import { actionAnswer } from "@/lib/actions/action-answer";
import { shownError } from "@/lib/http/shown-error";
import { reauthenticateAction } from "@/lib/members/actions";
import { CodeField } from "./code-field";

/** Asks for the password, and for a one-time password where they are on. */
export const ConfirmByPassword = ({
  asksForCode,
  onSettled,
}: {
  asksForCode: boolean;
  onSettled: (isConfirmed: boolean) => void;
}) => {
  const input = useRef<HTMLInputElement>(null);
  const codeInput = useRef<HTMLInputElement>(null);
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const { error, isPending, mutate } = useMutation({
    mutationFn: () => actionAnswer(() => reauthenticateAction({ password, code })),
    onSuccess: () => onSettled(true),
    // A code that was refused will not be right later, and the password was.
    onError: () => (asksForCode && code !== "" ? codeInput : input).current?.select(),
    gcTime: 0,
  });
  const submit = () => {
    if (password === "") input.current?.focus();
    else if (asksForCode && code.trim() === "") codeInput.current?.focus();
    else mutate();
  };
  return (
    <FormDialog
      title="Confirm it’s you"
      description={`You signed in a while ago. Enter your password${
        asksForCode ? " and a one-time password" : ""
      } to continue; nothing you typed is lost.`}
      width="max-w-md"
      dismissal="escape"
      isAbove
      initialFocus={input}
      submitLabel="Confirm"
      isBusy={isPending}
      onClose={() => onSettled(false)}
      onSubmit={submit}
    >
      {error !== null && (
        <Notice look="warning" role="alert">
          {shownError(error).message}
        </Notice>
      )}
      <PasswordField
        label="Your password"
        autoComplete="current-password"
        ref={input}
        value={password}
        onChange={({ target }) => setPassword(target.value)}
      />
      {asksForCode && (
        <CodeField ref={codeInput} value={code} onChange={({ target }) => setCode(target.value)} />
      )}
    </FormDialog>
  );
};
