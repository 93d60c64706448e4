"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { SaidProfile } from "@/lib/deletions/said-profile";
import { shownError } from "@/lib/http/shown-error";
import { ProfileText } from "./profile-text";

/** What profiles say, asked for by a button and hidden by it again. `onRead` asks Mem0; nothing of the answer is kept. */
export const ShowProfiles = ({ onRead }: { onRead: () => Promise<SaidProfile[]> }) => {
  const read = useMutation({
    mutationFn: onRead,
    // Not to be found in this page's memory any longer than it is shown.
    gcTime: 0,
  });
  return (
    <>
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
      {read.isError && (
        <Notice look="warning" role="alert">
          {shownError(read.error).message}
        </Notice>
      )}
      {read.data?.map((said) => (
        <ProfileText key={said.userId} said={said} />
      ))}
    </>
  );
};
