/** Its name in next-auth's addresses: the provider sends people back to /api/auth/callback/oidc. */
export const oidcProviderId = "oidc";

/** By which the window of the provider's sign-in tells the page that waits for it. */
export const identityChannel = "lethe-identity";

/** Why a sign-in by the OpenID Connect provider is refused, for the address of the sign-in page. */
export type ProviderRefusal =
  | "unreadable"
  | "email_unverified"
  | "email_unfit"
  | "email_domain"
  | "disabled"
  | "other_subject"
  | "other_member"
  | "link_first"
  | "join_first";

/** In words for the person; null for what is no such code. `name`: of the provider. */
export const providerRefusalWords = (code: string | undefined, name: string): string | null => {
  if (code === undefined) return null;
  const words: Record<ProviderRefusal, string> = {
    unreadable: `Lethe could not read what ${name} said about you. Ask an admin.`,
    email_unfit: `Lethe cannot take the email address that ${name} gave for you. Ask an admin.`,
    email_unverified: `${name} gave no verified email address for you, so Lethe cannot let you in.`,
    email_domain: "Your email address is not of a domain that may sign in here.",
    disabled: "Your account is disabled. Ask an admin of your Lethe.",
    other_subject: `A member with your email address signs in with another account at ${name}. Ask an admin.`,
    other_member: `You are signed in as someone else than you are at ${name}. Sign out here first.`,
    link_first: `While the second-person rule is on, an admin has to link ${name} themselves. Sign in with your password, then link it in Settings → Account.`,
    join_first: `While the second-person rule is on, an admin has to link ${name} themselves. Choose a password with the link of your invitation, then link ${name} in Settings → Account.`,
  };
  // Own ones alone: every object has a "constructor".
  return Object.hasOwn(words, code)
    ? words[code as ProviderRefusal]
    : `Signing in with ${name} did not work. Try again.`;
};
