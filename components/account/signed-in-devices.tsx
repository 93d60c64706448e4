"use client";

import { useMutation } from "@tanstack/react-query";
import { toast } from "@/components/ui/toasts";
import { signOutOfLethe } from "@/components/layout/sign-out";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Notice } from "@/components/ui/notice";
import { ActionsCell, cellClasses, PlainTable, rowClasses } from "@/components/ui/plain-table";
import { actionAnswer } from "@/lib/actions/action-answer";
import { shownError } from "@/lib/http/shown-error";
import { signOutEverywhereAction, signOutSessionAction } from "@/lib/members/actions";
import type { OwnSession } from "@/lib/members/own-account";
import { endedWords } from "./change-password";

/** Every device on which the member is signed in, and the way out of each. */
export const SignedInDevices = ({ sessions }: { sessions: OwnSession[] }) => {
  const everywhere = useMutation({
    mutationFn: (isHereKept: boolean) => actionAnswer(() => signOutEverywhereAction({ isHereKept })),
    onSuccess: ({ endedCount }, isHereKept) => {
      if (isHereKept) toast.success(endedWords(endedCount));
      else signOutOfLethe();
    },
  });
  const one = useMutation({
    mutationFn: ({ id }: OwnSession) => actionAnswer(() => signOutSessionAction({ id })),
    onSuccess: (_answer, { device, isThisDevice }) => {
      if (isThisDevice) signOutOfLethe();
      else toast.success(`Signed out ${device}.`);
    },
  });
  const error = everywhere.error ?? one.error;
  const isBusy = everywhere.isPending || one.isPending;
  const isElsewhere = sessions.some(({ isThisDevice }) => !isThisDevice);
  return (
    <section aria-labelledby="devices" className="grid grid-cols-1 gap-3">
      <div className="grid gap-1 px-4">
        <h2 id="devices" className="text-base font-semibold">
          Where you are signed in
        </h2>
        <p className="max-w-[70ch] text-sm text-muted">
          {isElsewhere
            ? "If you do not know one of these, sign it out and change your password."
            : "Only on this device."}
        </p>
      </div>
      {error !== null && (
        <div className="px-4">
          <Notice look="warning" role="alert">
            {shownError(error).message}
          </Notice>
        </div>
      )}
      <PlainTable
        label="Where you are signed in"
        titles={["Device", "Last seen", "Signed in", "Address"]}
        hasActions
      >
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            isBusy={isBusy}
            onSignOut={() => one.mutate(session)}
          />
        ))}
      </PlainTable>
      <div className="flex flex-wrap gap-2 px-4">
        {isElsewhere && (
          <Button disabled={isBusy} focusableWhenDisabled onClick={() => everywhere.mutate(true)}>
            Sign out everywhere else
          </Button>
        )}
        <Button disabled={isBusy} focusableWhenDisabled onClick={() => everywhere.mutate(false)}>
          Sign out everywhere
        </Button>
      </div>
    </section>
  );
};

const SessionRow = ({
  session,
  isBusy,
  onSignOut,
}: {
  session: OwnSession;
  isBusy: boolean;
  onSignOut: () => void;
}) => {
  const { device, address, signedInAt, lastSeenAt, isThisDevice } = session;
  return (
    <tr className={rowClasses}>
      <th scope="row" className={`${cellClasses} font-medium`}>
        <span className="flex items-center gap-2">
          <bdi className="max-w-64 truncate" title={device}>
            {device}
          </bdi>
          {isThisDevice && <Badge look="accent">This device</Badge>}
        </span>
      </th>
      <td className={cellClasses}>
        <Instant at={lastSeenAt} />
      </td>
      <td className={cellClasses}>
        <Instant at={signedInAt} />
      </td>
      <td className={`${cellClasses} font-mono text-xs`}>{address ?? "Not known"}</td>
      <ActionsCell>
        <Button
          size="small"
          aria-label={isThisDevice ? "Sign out this device" : `Sign out ${device}`}
          disabled={isBusy}
          focusableWhenDisabled
          onClick={onSignOut}
        >
          Sign out
        </Button>
      </ActionsCell>
    </tr>
  );
};
