"use client";

import { signIn } from "next-auth/react";
import { Button } from "@/components/ui/button";
import { oidcProviderId } from "@/lib/members/provider-refusals";

/** Whether the member signs in with the provider, and the way to it: its address has to be theirs. */
export const ProviderAccount = ({
  name,
  email,
  isLinked,
}: {
  name: string;
  email: string;
  isLinked: boolean;
}) => (
  <section aria-labelledby="provider" className="grid grid-cols-1 gap-3 px-4">
    <h2 id="provider" className="text-base font-semibold break-words">
      {name}
    </h2>
    {isLinked ? (
      <p className="text-sm text-muted">You can sign in with your account there.</p>
    ) : (
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        <p className="text-muted">
          You can sign in with an account there whose address is <bdi>{email}</bdi>.
        </p>
        <Button onClick={() => void signIn(oidcProviderId, { callbackUrl: "/settings/account" })}>
          Link your account
        </Button>
      </div>
    )}
  </section>
);
