import type { Metadata } from "next";
import { EntryCard } from "@/components/members/entry-card";
import { SignInAgain } from "@/components/members/sign-in-again";
import { requireMember } from "@/lib/access/server/member-context";

export const metadata: Metadata = { title: "Confirm it’s you" };

/** The window in which a member signs in again at the provider. */
const SignInAgainPage = async () => {
  await requireMember("/sign-in/again");
  return (
    <EntryCard title="Confirm it’s you">
      <SignInAgain />
    </EntryCard>
  );
};

export default SignInAgainPage;
