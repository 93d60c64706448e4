"use client";

import { useMutation } from "@tanstack/react-query";
import { Fragment } from "react";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Notice } from "@/components/ui/notice";
import { VisibleText } from "@/components/ui/visible-text";
import { actionAnswer } from "@/lib/actions/action-answer";
import { readProfilesAction } from "@/lib/deletions/actions";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import type { SaidProfile } from "@/lib/deletions/said-profile";
import { shownError } from "@/lib/http/shown-error";
import type { ProfileLook, ProfileLooks } from "@/lib/stores/profile";
import { changeWords, stateWords } from "./profile-words";

const shownMax = 20;

/** What was seen of each user's profile before and after; what it says is fetched when asked for, and kept nowhere. */
export const ProfileEvidence = ({
  profiles,
  deletionId,
}: {
  profiles: readonly ProfileLooks[];
  deletionId: DeletionId;
}) => {
  const read = useMutation({
    mutationFn: () => actionAnswer(() => readProfilesAction({ id: deletionId })),
    // Not to be found in this page's memory any longer than it is shown.
    gcTime: 0,
  });
  return (
    <div className="grid min-w-0 gap-2 text-xs sm:col-span-full">
      <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[auto_minmax(0,1fr)]">
        {profiles.slice(0, shownMax).map((looks, index) => (
          <Looks key={index} looks={looks} number={profiles.length === 1 ? null : index + 1} />
        ))}
      </dl>
      {profiles.length > shownMax && (
        <p className="text-muted">And {(profiles.length - shownMax).toLocaleString("en")} more users.</p>
      )}
      {profiles.some(({ now }) => now?.state === "says") && (
        <Button
          size="small"
          className="justify-self-start"
          disabled={read.isPending}
          focusableWhenDisabled
          onClick={() => (read.data === undefined ? read.mutate() : read.reset())}
        >
          {read.isPending
            ? "Asking Mem0…"
            : read.data === undefined
              ? "Show what it says"
              : "Hide what it says"}
        </Button>
      )}
      {read.isError && (
        <Notice look="warning" role="alert">
          {shownError(read.error).message}
        </Notice>
      )}
      {read.data?.map((said) => (
        <Said key={said.userId} said={said} />
      ))}
    </div>
  );
};

const Looks = ({ looks, number }: { looks: ProfileLooks; number: number | null }) => {
  const change = changeWords(looks);
  const user = number === null ? "" : `User ${number}, `;
  return (
    <>
      <dt className="text-muted">{user === "" ? "Before" : `${user}before`}</dt>
      <dd>
        <Look look={looks.before} />
      </dd>
      <dt className="text-muted">{user === "" ? "Now" : `${user}now`}</dt>
      <dd>
        <Look look={looks.now} />
        {change !== null && `, ${change}`}
      </dd>
    </>
  );
};

const Look = ({ look }: { look: ProfileLook | null }) => (
  <span className="inline-block first-letter:uppercase">
    {stateWords(look)}
    {look?.state === "says" && look.builtAt !== null && (
      <>
        , built <Instant at={look.builtAt} />
      </>
    )}
  </span>
);

const Said = ({ said }: { said: SaidProfile }) => (
  <section className="grid gap-1 rounded-md border bg-canvas px-3 py-2">
    <p className="text-muted">
      What Mem0 says of <bdi>{said.userId}</bdi> now. Lethe does not keep it.
    </p>
    {said.lines.length === 0 ? (
      <p>Nothing.</p>
    ) : (
      <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[auto_minmax(0,1fr)]">
        {said.lines.map(({ field, text }) => (
          <Fragment key={field}>
            <dt className="font-mono break-all text-muted">{field}</dt>
            <dd dir="auto" className="max-w-[70ch] wrap-anywhere whitespace-pre-wrap">
              <VisibleText text={text} />
            </dd>
          </Fragment>
        ))}
      </dl>
    )}
  </section>
);
