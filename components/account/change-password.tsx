"use client";

import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { toast } from "@/components/ui/toasts";
import { newPasswordHint } from "@/components/members/new-password-hint";
import { Button } from "@/components/ui/button";
import { FormDialog } from "@/components/ui/form-dialog";
import { Notice } from "@/components/ui/notice";
import { PasswordField } from "@/components/ui/password-field";
import { actionAnswer } from "@/lib/actions/action-answer";
import { shownError } from "@/lib/http/shown-error";
import { changePasswordAction } from "@/lib/members/actions";
import { changePasswordSchema, type ChangePasswordInput } from "@/lib/members/schema";

export const ChangePassword = ({ email }: { email: string }) => {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>Change password</Button>
      {isOpen && <ChangePasswordDialog email={email} onClose={() => setIsOpen(false)} />}
    </>
  );
};

const ChangePasswordDialog = ({ email, onClose }: { email: string; onClose: () => void }) => {
  const first = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState<ChangePasswordInput>({ oldPassword: "", newPassword: "" });
  const [problems, setProblems] = useState<Partial<Record<keyof ChangePasswordInput, string>>>({});
  const { error, isPending, mutate } = useMutation({
    mutationFn: (input: ChangePasswordInput) => actionAnswer(() => changePasswordAction(input)),
    onSuccess: ({ endedCount }) => {
      toast.success(`Password changed. ${endedWords(endedCount)}`);
      onClose();
    },
    gcTime: 0,
  });
  const submit = () => {
    const parsed = changePasswordSchema.safeParse(draft);
    setProblems(parsed.success ? {} : problemsOf(parsed.error.issues));
    if (parsed.success && !isPending) mutate(parsed.data);
  };
  return (
    <FormDialog
      title="Change password"
      description="You stay signed in here, and are signed out on every other device."
      width="max-w-md"
      dismissal="escape"
      initialFocus={first}
      submitLabel="Change password"
      isBusy={isPending}
      onClose={onClose}
      onSubmit={submit}
    >
      {error !== null && (
        <Notice look="warning" role="alert">
          {shownError(error).message}
        </Notice>
      )}
      {/* Password managers want to know whose password it is. */}
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        label="Old password"
        autoComplete="current-password"
        problem={problems.oldPassword}
        ref={first}
        value={draft.oldPassword}
        onChange={({ target }) => setDraft({ ...draft, oldPassword: target.value })}
      />
      <PasswordField
        label="New password"
        autoComplete="new-password"
        hint={newPasswordHint}
        problem={problems.newPassword}
        value={draft.newPassword}
        onChange={({ target }) => setDraft({ ...draft, newPassword: target.value })}
      />
    </FormDialog>
  );
};

const problemsOf = (issues: readonly { path: PropertyKey[]; message: string }[]) =>
  // The first of each field is the one to mend first.
  Object.fromEntries(issues.toReversed().map(({ path, message }) => [String(path[0]), message]));

/** On how many other devices it had an effect. */
export const endedWords = (count: number): string =>
  count === 0
    ? "You were signed in nowhere else."
    : `Signed out on ${count.toLocaleString("en")} other ${count === 1 ? "device" : "devices"}.`;
