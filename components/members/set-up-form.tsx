"use client";

import { signIn } from "next-auth/react";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { setUpAction } from "@/lib/members/actions";
import { textFieldsOf } from "@/components/ui/form-fields";
import { PasswordField } from "@/components/ui/password-field";
import { newPasswordHint } from "./new-password-hint";

type Outcome = { problem: string | null; fields: { email?: string; password?: string }; email: string };

export const SetUpForm = ({ token }: { token: string }) => {
  const [outcome, submit, isPending] = useActionState(
    async (_previous: Outcome, form: FormData): Promise<Outcome> => {
      const { email = "", password = "" } = textFieldsOf(form);
      const result = await setUpAction({ token, email, password });
      const errors = result.validationErrors;
      if (errors !== undefined) {
        const [emailProblem] = errors.email?._errors ?? [];
        const [passwordProblem] = errors.password?._errors ?? [];
        return {
          email,
          problem: errors.token === undefined ? null : "This is not a valid set-up link.",
          fields: {
            ...(emailProblem === undefined ? {} : { email: emailProblem }),
            ...(passwordProblem === undefined ? {} : { password: passwordProblem }),
          },
        };
      }
      if (result.serverError !== undefined) return { email, problem: result.serverError.message, fields: {} };
      const answer = await signIn("credentials", { email, password, redirect: false });
      window.location.assign(answer?.error == null ? "/" : "/sign-in");
      return { email, problem: null, fields: {} };
    },
    { problem: null, fields: {}, email: "" },
  );
  return (
    <form action={submit} className="grid gap-4">
      {outcome.problem !== null && (
        <Notice look="warning" role="alert">
          {outcome.problem}
        </Notice>
      )}
      <Field label="Email" problem={outcome.fields.email}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            required
            autoFocus
            defaultValue={outcome.email}
          />
        )}
      </Field>
      <PasswordField
        label="Password"
        problem={outcome.fields.password}
        hint={newPasswordHint}
        name="password"
        autoComplete="new-password"
        required
      />
      <Button type="submit" look="primary" disabled={isPending} className="justify-center">
        Create the first admin
      </Button>
    </form>
  );
};
