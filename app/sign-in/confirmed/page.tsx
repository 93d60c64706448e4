import type { Metadata } from "next";
import { EntryCard } from "@/components/members/entry-card";
import { SignInConfirmed } from "@/components/members/sign-in-again";
import { Notice } from "@/components/ui/notice";
import { requireMemberContext } from "@/lib/access/server/member-context";
import { hasRecentSignIn } from "@/lib/access/server/require-recent-sign-in";

export const metadata: Metadata = { title: "Confirm it’s you" };

/** Where the provider leads back to after it has asked a member again. */
const SignInConfirmedPage = async () => {
  const ctx = await requireMemberContext("/sign-in/confirmed");
  return (
    <EntryCard title="Confirm it’s you">
      {hasRecentSignIn(ctx) ? (
        <SignInConfirmed />
      ) : (
        <Notice look="warning" role="alert">
          The provider did not say that it has asked you just now. Ask an admin: it has to send auth_time.
        </Notice>
      )}
    </EntryCard>
  );
};

export default SignInConfirmedPage;
