import { Instant } from "@/components/ui/instant";
import type { OwnAccount } from "@/lib/members/own-account";
import { ChangePassword } from "./change-password";
import { OneTimePasswords } from "./one-time-passwords";
import { ProviderAccount } from "./provider-account";
import { SignedInDevices } from "./signed-in-devices";

/** A member's own account: who they are, their password, and where they are signed in. */
export const AccountView = ({
  account,
  providerName,
}: {
  account: OwnAccount;
  /** Of the OpenID Connect provider; null: none is configured. */
  providerName: string | null;
}) => {
  const { email, role, passwordSetAt, oneTimePasswords, isLinkedToProvider, sessions } = account;
  return (
    <div className="grid grid-cols-1 gap-8 py-4">
      <section aria-labelledby="account" className="grid grid-cols-1 gap-3 px-4">
        <h2 id="account" className="text-base font-semibold">
          Your account
        </h2>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1 text-sm">
          <dt className="text-muted">Email</dt>
          <dd className="wrap-anywhere">{email}</dd>
          <dt className="text-muted">Role</dt>
          <dd className="capitalize">{role}</dd>
        </dl>
      </section>
      {passwordSetAt !== null && (
        <section aria-labelledby="password" className="grid grid-cols-1 gap-3 px-4">
          <h2 id="password" className="text-base font-semibold">
            Password
          </h2>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
            <p className="text-muted">
              Set <Instant at={passwordSetAt} />.
            </p>
            <ChangePassword email={email} />
          </div>
        </section>
      )}
      {oneTimePasswords !== null && <OneTimePasswords email={email} state={oneTimePasswords} />}
      {providerName !== null && (
        <ProviderAccount name={providerName} email={email} isLinked={isLinkedToProvider} />
      )}
      <SignedInDevices sessions={sessions} />
    </div>
  );
};
