import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { EntryCard } from "@/components/members/entry-card";
import { SignInForm } from "@/components/members/sign-in-form";
import { env } from "@/lib/env/env";
import { localPath } from "@/lib/http/local-path";
import { providerRefusalWords } from "@/lib/members/provider-refusals";
import { findSessionMember } from "@/lib/access/server/session-member";

export const metadata: Metadata = { title: "Sign in" };

const SignInPage = async ({ searchParams }: PageProps<"/sign-in">) => {
  const { next: asked, error } = await searchParams;
  const next = localPath(asked);
  const provider = env().oidc;
  const problem =
    provider === null
      ? null
      : providerRefusalWords(z.string().optional().catch("").parse(error), provider.name);
  if (problem === null && (await findSessionMember()) !== null) redirect(next);
  return (
    <EntryCard title="Sign in to Lethe">
      <SignInForm next={next} providerName={provider?.name ?? null} problemBefore={problem} />
    </EntryCard>
  );
};

export default SignInPage;
