import { useMutation } from "@tanstack/react-query";
import { signIn } from "next-auth/react";
import { useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { textFieldsOf } from "@/components/ui/form-fields";
import { PasswordField } from "@/components/ui/password-field";
import { actionAnswer } from "@/lib/actions/action-answer";
import { RequestError } from "@/lib/http/request-error";
import { acceptLinkAction } from "@/lib/members/actions";
import { newPassword } from "@/lib/members/schema";
import type { LinkRefusal, OpenedLink } from "@/lib/members/types";
import { FormFailed } from "./form-failed";
import { newPasswordHint } from "./new-password-hint";

/** Chooses the password of a link's member, and signs in with it. */
export const JoinForm = ({
  token,
  link,
  onRefused,
}: {
  token: string;
  link: OpenedLink;
  onRefused: (refusal: LinkRefusal) => void;
}) => {
  const formId = useId();
  const passwordRef = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();
  const accept = useMutation({
    mutationFn: async (password: string) => {
      const { refusal } = await actionAnswer(() => acceptLinkAction({ token, password }));
      if (refusal !== null) return onRefused(refusal);
      const answer = await signIn("credentials", { email: link.email, password, redirect: false }).catch(
        () => undefined,
      );
      // A full load, and not back to the link, which is used up.
      window.location.replace(answer?.error === null ? "/" : "/sign-in");
    },
    gcTime: 0,
  });
  // Of the password, which only the server can compare with the common ones.
  const rejection =
    accept.error instanceof RequestError && accept.error.code === "invalid_input"
      ? accept.error.message
      : undefined;
  const submit = (form: HTMLFormElement) => {
    const parsed = newPassword.safeParse(textFieldsOf(new FormData(form)).password ?? "");
    setProblem(parsed.error?.issues[0]?.message);
    if (parsed.success) accept.mutate(parsed.data);
    else passwordRef.current?.focus();
  };
  return (
    <>
      <Form id={formId} onSubmit={submit}>
        {accept.error !== null && rejection === undefined && <FormFailed error={accept.error} />}
        <Field label="Email">
          {(control) => (
            // For the browser's password manager, which takes both from the form.
            <Input
              {...control}
              name="email"
              type="email"
              autoComplete="username"
              readOnly
              value={link.email}
            />
          )}
        </Field>
        <PasswordField
          label="New password"
          problem={problem ?? rejection}
          hint={newPasswordHint}
          ref={passwordRef}
          name="password"
          autoComplete="new-password"
          autoFocus
        />
      </Form>
      <Button
        type="submit"
        form={formId}
        look="primary"
        disabled={accept.isPending || accept.isSuccess}
        focusableWhenDisabled
        className="justify-center"
      >
        {link.kind === "invite" ? "Join" : "Set the password"}
      </Button>
    </>
  );
};
