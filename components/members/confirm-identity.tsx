"use client";

import { useMutation } from "@tanstack/react-query";
import { useRef, useState, useSyncExternalStore } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { Notice } from "@/components/ui/notice";
import { PasswordField } from "@/components/ui/password-field";
import { actionAnswer } from "@/lib/actions/action-answer";
import { identityAsked, onIdentityAsked } from "@/lib/actions/confirm-identity";
import { shownError } from "@/lib/http/shown-error";
import { reauthenticateAction } from "@/lib/members/actions";

/** Asks the member who they are when an action wants to know; what they were doing waits behind it, and goes on afterwards. */
export const ConfirmIdentity = () => {
  const asked = useSyncExternalStore(onIdentityAsked, identityAsked, () => null);
  return asked === null ? null : <PasswordDialog onSettled={asked.settle} />;
};

const PasswordDialog = ({ onSettled }: { onSettled: (isConfirmed: boolean) => void }) => {
  const input = useRef<HTMLInputElement>(null);
  const [password, setPassword] = useState("");
  const { error, isPending, mutate } = useMutation({
    mutationFn: () => actionAnswer(() => reauthenticateAction({ password })),
    onSuccess: () => onSettled(true),
    onError: () => input.current?.select(),
    gcTime: 0,
  });
  return (
    <FormDialog
      title="Confirm it’s you"
      description="You signed in a while ago. Enter your password to continue; nothing you typed is lost."
      width="max-w-md"
      dismissal="escape"
      isAbove
      initialFocus={input}
      submitLabel="Confirm"
      isBusy={isPending}
      onClose={() => onSettled(false)}
      onSubmit={() => (password === "" ? input.current?.focus() : mutate())}
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
    </FormDialog>
  );
};
