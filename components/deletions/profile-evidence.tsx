"use client";

import { Instant } from "@/components/ui/instant";
import { actionAnswer } from "@/lib/actions/action-answer";
import { readProfilesAction } from "@/lib/deletions/actions";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import type { ProfileLook, ProfileLooks } from "@/lib/stores/profile";
import { changeWords, stateWords } from "./profile-words";
import { ShowProfiles } from "./show-profiles";

const shownMax = 20;

/** What was seen of each user's profile before and after; what it says is fetched when asked for, and kept nowhere. */
export const ProfileEvidence = ({
  profiles,
  deletionId,
}: {
  profiles: readonly ProfileLooks[];
  deletionId: DeletionId;
}) => (
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
      <ShowProfiles onRead={() => actionAnswer(() => readProfilesAction({ id: deletionId }))} />
    )}
  </div>
);

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
