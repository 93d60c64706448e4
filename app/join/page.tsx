import type { Metadata } from "next";
import { JoinView } from "@/components/members/join-view";
import { findSessionMember } from "@/lib/access/server/session-member";

export const metadata: Metadata = { title: "Join", referrer: "no-referrer" };

/** Where the links of invitations and new passwords lead: /join#TOKEN. */
const JoinPage = async () => {
  const member = await findSessionMember();
  return <JoinView signedInAs={member?.email ?? null} />;
};

export default JoinPage;
