import type { Metadata } from "next";
import Link from "next/link";
import { EntryCard } from "@/components/members/entry-card";
import { SetUpForm } from "@/components/members/set-up-form";
import { serverDatabase } from "@/lib/database/server/server-database";
import { isSetUp } from "@/lib/members/server/create-first-member";

export const metadata: Metadata = { title: "Set up", referrer: "no-referrer" };

const SetUpPage = async ({ searchParams }: PageProps<"/set-up">) => {
  const { token } = await searchParams;
  if (await isSetUp(serverDatabase())) return <AlreadySetUp />;
  return (
    <EntryCard title="Create the first admin">
      <p className="-mt-4 text-sm text-muted">An admin can do everything, and invites the other members.</p>
      <SetUpForm token={typeof token === "string" ? token : ""} />
    </EntryCard>
  );
};

const AlreadySetUp = () => (
  <EntryCard title="Lethe is already set up">
    <p className="-mt-4 text-sm text-muted">
      There is an admin already, so this link no longer works.{" "}
      <Link href="/sign-in" className="font-medium text-accent underline">
        Sign in
      </Link>{" "}
      with your account.
    </p>
  </EntryCard>
);

export default SetUpPage;
