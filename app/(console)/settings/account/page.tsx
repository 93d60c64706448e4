import type { Metadata } from "next";
import { AccountView } from "@/components/account/account-view";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { requireMemberContext } from "@/lib/access/server/member-context";
import { env } from "@/lib/env/env";
import { readOwnAccount } from "@/lib/members/server/read-own-account";

export const metadata: Metadata = { title: "Account" };

/** Every member has it: it is about themselves alone. */
const AccountPage = async () => {
  const ctx = await requireMemberContext("/settings/account");
  return (
    <SettingsFrame>
      <AccountView account={await readOwnAccount(ctx)} providerName={env().oidc?.name ?? null} />
    </SettingsFrame>
  );
};

export default AccountPage;
