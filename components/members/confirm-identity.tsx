"use client";

import { useSyncExternalStore } from "react";
import { onDemand } from "@/components/ui/on-demand";
import type { SignInWays } from "@/lib/access/server/read-session";
import { identityAsked, onIdentityAsked } from "@/lib/actions/confirm-identity";

const password = onDemand(() => import("./confirm-by-password"));
const provider = onDemand(() => import("./confirm-by-provider"));

/** Asks the member who they are when an action wants to know; what they were doing waits behind it, and goes on afterwards. */
export const ConfirmIdentity = ({
  ways,
  providerName,
}: {
  ways: SignInWays;
  /** Null: none is configured. */
  providerName: string | null;
}) => {
  const asked = useSyncExternalStore(onIdentityAsked, identityAsked, () => null);
  const isByProvider = ways.method === "oidc" && providerName !== null;
  const byProvider = provider.use(asked !== null && isByProvider);
  const byPassword = password.use(asked !== null && !isByProvider);
  if (asked === null) return null;
  return isByProvider
    ? byProvider !== undefined && (
        <byProvider.ConfirmByProvider name={providerName} onSettled={asked.settle} />
      )
    : byPassword !== undefined && (
        <byPassword.ConfirmByPassword asksForCode={ways.hasOneTimePasswords} onSettled={asked.settle} />
      );
};
