"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ScanSearch } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Notice } from "@/components/ui/notice";
import { actionAnswer } from "@/lib/actions/action-answer";
import { findResidueAction, purgeResidueAction } from "@/lib/deletions/actions";
import { profilesOf } from "@/lib/deletions/copies";
import { namedUsersOf } from "@/lib/deletions/named-users";
import { deletionKeys } from "@/lib/deletions/query-options";
import type { Deletion } from "@/lib/deletions/types";
import { shownError } from "@/lib/http/shown-error";
import type { ResidueLine } from "@/lib/stores/residue";
import { ProfileEvidence } from "./profile-evidence";
import { PurgeDialog } from "./purge-dialog";
import { ResidueList } from "./residue-list";
import { copiesSentence } from "./residue-words";

/** Copies of what was deleted that the store keeps elsewhere: looked for when asked to, and removed one place at a time. */
export const DeletionResidue = ({ deletion }: { deletion: Deletion }) => {
  const { id, copies } = deletion;
  const queryClient = useQueryClient();
  // What was found is noted in the deletion's row.
  const refresh = () => queryClient.invalidateQueries({ queryKey: deletionKeys.all });
  const find = useMutation({
    mutationFn: () => actionAnswer(() => findResidueAction({ id })),
    onSettled: refresh,
  });
  const purge = useMutation({
    mutationFn: ({ place, count }: ResidueLine) =>
      actionAnswer(() => purgeResidueAction({ id, place, expectedCount: count })),
    // As many as were confirmed are not there any more, or not all were removed: what is there now has to be seen.
    onError: () => find.mutate(),
    onSettled: () => {
      setDoomed(null);
      return refresh();
    },
  });
  const [doomed, setDoomed] = useState<ResidueLine | null>(null);
  const error = purge.error ?? find.error;
  const lines = purge.data ?? find.data;
  const look = () => {
    purge.reset();
    find.mutate();
  };
  return (
    <section aria-labelledby="residue" className="grid min-w-0 gap-2">
      <header className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 flex-1 max-sm:basis-full">
          <h2 id="residue" className="text-base font-medium">
            Remaining copies
          </h2>
          <p className="max-w-[70ch] text-sm text-muted">
            What the store still keeps of deleted memories in other places. Only the people who run the store
            can reach its logs, its backups and what is left on its disk.
          </p>
          {copies !== null && lines === undefined && (
            <p className="max-w-[70ch] text-sm">
              {copiesSentence(copies)}{" "}
              {copies.places.every(({ outcome }) => outcome === "not_checked") ? "Tried" : "Looked for"}{" "}
              <Instant at={copies.lookedAt} />.
            </p>
          )}
        </div>
        <Button size="small" disabled={find.isPending} focusableWhenDisabled onClick={look}>
          <ScanSearch size={14} aria-hidden />
          {find.isPending ? "Looking…" : lines === undefined ? "Look for copies" : "Look again"}
        </Button>
      </header>
      {lines === undefined && profilesOf(copies).length > 0 && (
        <div className="rounded-md border bg-surface px-3 py-2">
          <ProfileEvidence profiles={profilesOf(copies)} deletionId={id} />
        </div>
      )}
      {lines !== undefined && (
        <ResidueList lines={lines} isBusy={purge.isPending} deletionId={id} onPurge={setDoomed} />
      )}
      {error !== null && (
        <Notice look="warning" role="alert">
          {shownError(error).message}
        </Notice>
      )}
      {doomed !== null && (
        <PurgeDialog
          line={doomed}
          users={usersOf(deletion)}
          storeName={deletion.storeName}
          isPending={purge.isPending}
          onClose={() => setDoomed(null)}
          onConfirm={() => purge.mutate(doomed)}
        />
      )}
    </section>
  );
};

/** The users that may be named to this member; empty where they are hidden, or erased. */
const usersOf = ({ selection, filter }: Deletion): string[] =>
  selection.kind === "listed" || filter.state !== "plain" ? [] : namedUsersOf(selection);
