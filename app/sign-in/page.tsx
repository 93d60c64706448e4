import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { EntryCard } from "@/components/members/entry-card";
import { SignInForm } from "@/components/members/sign-in-form";
import { localPath } from "@/lib/http/local-path";
import { findSessionMember } from "@/lib/access/server/session-member";

export const metadata: Metadata = { title: "Sign in" };

const SignInPage = async ({ searchParams }: PageProps<"/sign-in">) => {
  const next = localPath((await searchParams).next);
  if ((await findSessionMember()) !== null) redirect(next);
  return (
    <EntryCard title="Sign in to Lethe">
      <SignInForm next={next} />
    </EntryCard>
  );
};

export default SignInPage;
