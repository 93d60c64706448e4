"use client";

import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { askForMissingParts, usePartMissing } from "@/components/ui/on-demand";
import { useInterruption, type Interruption } from "./interruption";

const looks: Record<Interruption | "part_missing", { words: string; label: string; goOn: () => void }> = {
  signed_out: {
    words:
      "You are signed out. What this page shows may be out of date, and nothing can be changed until you sign in.",
    label: "Sign in",
    goOn: () => {
      const { pathname, search, origin } = window.location;
      const signIn = new URL("/sign-in", origin);
      signIn.searchParams.set("next", pathname + search);
      // A full load: nothing that the browser holds of this session is kept.
      window.location.assign(signIn);
    },
  },
  updated: {
    words: "Lethe has been updated since this page was opened. Reload it to continue.",
    label: "Reload",
    goOn: () => window.location.reload(),
  },
  part_missing: {
    words: "A part of this page could not be loaded. Nothing was changed, and nothing on the page is lost.",
    label: "Try again",
    goOn: askForMissingParts,
  },
};

/** What interrupted the page, and the way on. */
export const InterruptionNotice = () => {
  const isPartMissing = usePartMissing();
  const why = useInterruption() ?? (isPartMissing ? "part_missing" : null);
  if (why === null) return null;
  const { words, label, goOn } = looks[why];
  return (
    <div className="fixed inset-x-2 top-2 z-60 mx-auto max-w-xl shadow-lg">
      <Notice
        look="warning"
        role="alert"
        action={
          <Button size="small" onClick={goOn}>
            {label}
          </Button>
        }
      >
        {words}
      </Notice>
    </div>
  );
};
