import type { Metadata } from "next";
import { EntryCard } from "@/components/members/entry-card";
import { SetUpForm } from "@/components/members/set-up-form";

export const metadata: Metadata = { title: "Set up", referrer: "no-referrer" };

const SetUpPage = async ({ searchParams }: PageProps<"/set-up">) => {
  const { token } = await searchParams;
  return (
    <EntryCard title="Make the first member">
      <p className="-mt-4 text-sm text-muted">The first member is an admin, and can do everything.</p>
      <SetUpForm token={typeof token === "string" ? token : ""} />
    </EntryCard>
  );
};

export default SetUpPage;
