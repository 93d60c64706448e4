"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState, useSyncExternalStore } from "react";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/view-state";
import { VisibleText } from "@/components/ui/visible-text";
import { roleWords } from "@/lib/access/permissions";
import { shownError } from "@/lib/http/shown-error";
import { linkQuery } from "@/lib/members/query-options";
import type { LinkRefusal, OpenedLink } from "@/lib/members/types";
import { EntryCard } from "./entry-card";
import { JoinForm } from "./join-form";

/** What the link that was opened is for, and the form to use it. `signedInAs`: who is signed in here already. */
export const JoinView = ({ signedInAs }: { signedInAs: string | null }) => {
  const token = useSyncExternalStore(
    onFragment,
    () => window.location.hash.slice(1),
    () => null,
  );
  return token === null ? <Checking /> : <CheckedLink key={token} token={token} signedInAs={signedInAs} />;
};

const onFragment = (listener: () => void) => {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
};

const CheckedLink = ({ token, signedInAs }: { token: string; signedInAs: string | null }) => {
  const { data, error, refetch } = useQuery(linkQuery(token));
  // It can be used or replaced while the form is open.
  const [refusedLater, setRefusedLater] = useState<LinkRefusal | null>(null);
  if (error !== null) {
    return (
      <EntryCard title="Join Lethe">
        <ErrorState
          title="The link could not be checked"
          {...shownError(error)}
          onRetry={() => void refetch()}
        />
      </EntryCard>
    );
  }
  if (data === undefined) return <Checking />;
  const refusal = refusedLater ?? data.refusal;
  if (refusal !== null || data.link === null) return <RefusedLink refusal={refusal ?? "unknown"} />;
  const { link } = data;
  return (
    <EntryCard title={link.kind === "invite" ? "Join Lethe" : "Choose a new password"}>
      <LinkWords link={link} />
      {signedInAs !== null && signedInAs !== link.email && (
        <Notice look="warning">
          You are signed in as{" "}
          <bdi className="break-all">
            <VisibleText text={signedInAs} />
          </bdi>
          , and this link is for{" "}
          <bdi className="break-all">
            <VisibleText text={link.email} />
          </bdi>
          . Using it signs you in as them.
        </Notice>
      )}
      <JoinForm token={token} link={link} onRefused={setRefusedLater} />
    </EntryCard>
  );
};

const instantFormat = new Intl.DateTimeFormat("en", { dateStyle: "long", timeStyle: "short" });

const LinkWords = ({ link: { kind, removesTotp, role, invitedBy, expiresAt } }: { link: OpenedLink }) => (
  <div className="-mt-4 grid gap-2 text-sm break-words text-muted">
    {kind === "invite" ? (
      <p>
        {invitedBy === null ? (
          "You have been invited"
        ) : (
          <>
            <bdi className="font-medium text-text">{invitedBy}</bdi> has invited you
          </>
        )}{" "}
        with the role <span className="font-medium text-text">{role}</span>. {roleWords[role].member}
      </p>
    ) : (
      <p>
        You are then signed out everywhere else.
        {removesTotp &&
          " Your one-time passwords are removed: turn them on again afterwards, in Settings → Account."}
      </p>
    )}
    <p>The link works once, until {instantFormat.format(new Date(expiresAt))}.</p>
  </div>
);

const Checking = () => (
  <EntryCard title="Join Lethe">
    <div role="status" aria-busy className="grid gap-4">
      <span className="sr-only">Checking the link</span>
      <Skeleton className="w-full" />
      <Skeleton className="w-2/3" />
    </div>
  </EntryCard>
);

const refusals: Record<LinkRefusal, { title: string; words: string }> = {
  expired: {
    title: "This link has expired",
    words: "Ask an admin of your Lethe for a new one.",
  },
  used: {
    title: "This link was already used",
    words: "Sign in with the password that was chosen with it. If that was not you, tell an admin at once.",
  },
  unknown: {
    title: "This link does not work",
    words:
      "It is incomplete, or was replaced or withdrawn. Open the newest one that you were sent, or ask an admin for another.",
  },
};

const RefusedLink = ({ refusal }: { refusal: LinkRefusal }) => (
  <EntryCard title={refusals[refusal].title}>
    <div role="alert" className="-mt-4 grid gap-2 text-sm text-muted">
      <p>{refusals[refusal].words}</p>
      <p>
        <Link href="/sign-in" className="font-medium text-accent underline">
          Sign in
        </Link>
      </p>
    </div>
  </EntryCard>
);
