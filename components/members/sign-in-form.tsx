"use client";

import { signIn } from "next-auth/react";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { textFieldsOf } from "@/components/ui/form-fields";
import { Notice } from "@/components/ui/notice";
import { PasswordField } from "@/components/ui/password-field";
import { waitWords } from "@/lib/instants/wait-words";

type Outcome = { problem: string | null; email: string };

/** What next-auth answered, in words. A refusal by a limit says in how many seconds to try again. */
const problemOf = (error: string): string => {
  if (error === "CredentialsSignin") return "The email address or password is incorrect.";
  const seconds = /^too_many_attempts (\d+)$/.exec(error)?.[1];
  if (seconds !== undefined)
    return `Too many attempts to sign in. Try again in ${waitWords(Number(seconds))}.`;
  return "Sign-in failed. Try again.";
};

export const SignInForm = ({ next }: { next: string }) => {
  const [outcome, submit, isPending] = useActionState(
    async (_previous: Outcome, form: FormData): Promise<Outcome> => {
      const { email = "", password = "" } = textFieldsOf(form);
      const answer = await signIn("credentials", { email, password, redirect: false }).catch(() => undefined);
      if (answer === undefined) {
        return { email, problem: "Lethe cannot be reached. Check the connection and try again." };
      }
      // next-auth can answer ok with an error inside.
      if (answer.error !== null) {
        return { email, problem: problemOf(answer.error) };
      }
      // A full load: everything the browser held for an earlier member is gone.
      window.location.assign(next);
      return { email, problem: null };
    },
    { problem: null, email: "" },
  );
  return (
    <form action={submit} className="grid gap-4">
      {outcome.problem !== null && (
        <Notice look="warning" role="alert">
          {outcome.problem}
        </Notice>
      )}
      <Field label="Email">
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
      <PasswordField label="Password" name="password" autoComplete="current-password" required />
      <Button type="submit" look="primary" disabled={isPending} className="justify-center">
        Sign in
      </Button>
    </form>
  );
};
