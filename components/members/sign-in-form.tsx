"use client";

import { signIn } from "next-auth/react";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { textFieldsOf } from "@/components/ui/form-fields";
import { Notice } from "@/components/ui/notice";
import { PasswordField } from "@/components/ui/password-field";
import { waitWords } from "@/lib/instants/wait-words";
import { usedCodeWords, wrongCodeWords } from "@/lib/members/code-words";
import { oidcProviderId } from "@/lib/members/provider-refusals";
import { keepFragment } from "@/components/tickets/kept-fragment";
import { CodeField } from "./code-field";

/** `password`: the right one, kept while the one-time password is asked for; else null. */
type Outcome = { problem: string | null; email: string; password: string | null };

/** What next-auth answered, in words. A refusal by a limit says in how many seconds to try again. */
const problemOf = (error: string): string => {
  if (error === "CredentialsSignin") return "The email address or password is incorrect.";
  if (error === "wrong_code") return wrongCodeWords;
  if (error === "used_code") return usedCodeWords;
  const seconds = /^too_many_attempts (\d+)$/.exec(error)?.[1];
  if (seconds !== undefined)
    return `Too many attempts to sign in. Try again in ${waitWords(Number(seconds))}.`;
  return "Sign-in failed. Try again.";
};

/** `problemBefore`: why the provider's sign-in was refused; `providerName` null: none is configured. */
export const SignInForm = ({
  next,
  providerName,
  problemBefore,
}: {
  next: string;
  providerName: string | null;
  problemBefore: string | null;
}) => {
  const [outcome, submit, isPending] = useActionState(
    async (previous: Outcome, form: FormData): Promise<Outcome> => {
      const typed = textFieldsOf(form);
      const email = typed.email ?? previous.email;
      const password = typed.password ?? previous.password ?? "";
      const code = typed.code ?? "";
      const answer = await signIn("credentials", { email, password, code, redirect: false }).catch(
        () => undefined,
      );
      if (answer === undefined) {
        return {
          ...previous,
          email,
          problem: "Lethe cannot be reached. Check the connection and try again.",
        };
      }
      // next-auth can answer ok with an error inside.
      const { error } = answer;
      if (error === "code_required") return { email, password, problem: null };
      if (error !== null) {
        return {
          email,
          password: error === "CredentialsSignin" ? null : previous.password,
          problem: problemOf(error),
        };
      }
      keepFragment(next);
      // A full load: everything the browser held for an earlier member is gone.
      window.location.assign(next);
      return { ...previous, problem: null };
    },
    { problem: problemBefore, email: "", password: null },
  );
  return (
    <form action={submit} className="grid gap-4">
      {outcome.problem !== null && (
        <Notice look="warning" role="alert">
          {outcome.problem}
        </Notice>
      )}
      {outcome.password === null ? (
        <>
          {providerName !== null && (
            <>
              <Button
                className="justify-center"
                onClick={() => {
                  keepFragment(next);
                  void signIn(oidcProviderId, { callbackUrl: next });
                }}
              >
                <span className="truncate">Sign in with {providerName}</span>
              </Button>
              <p className="text-center text-xs text-muted">or with a password</p>
            </>
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
        </>
      ) : (
        <>
          <p className="text-sm break-words text-muted">
            Signing in as <bdi className="font-medium text-text">{outcome.email}</bdi>.
          </p>
          <CodeField name="code" required autoFocus />
        </>
      )}
      <Button type="submit" look="primary" disabled={isPending} className="justify-center">
        Sign in
      </Button>
      {outcome.password !== null && (
        <Button look="quiet" className="justify-center" onClick={() => window.location.reload()}>
          Use another account
        </Button>
      )}
    </form>
  );
};
