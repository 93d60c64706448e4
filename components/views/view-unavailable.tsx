"use client";

import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { PageHeader } from "@/components/layout/page-header";
import { Button, buttonClasses } from "@/components/ui/button";
import { ViewState } from "@/components/ui/view-state";
import type { SavedView } from "@/lib/views/types";

const DeleteView = dynamic(() => import("./delete-view").then((file) => file.DeleteView));

/** In place of the memories of a view that cannot be shown. All memories are not shown in its stead. */
export const ViewUnavailable = ({ view }: { view: SavedView | null }) => {
  const router = useRouter();
  const [isDeleting, setIsDeleting] = useState(false);
  return (
    <>
      <PageHeader title="Memories" />
      <ViewState
        role="alert"
        title="This view cannot be shown"
        action={
          <>
            <Link href="/memories" className={buttonClasses()}>
              Go to all memories
            </Link>
            {view?.mayChange === true && (
              <Button look="danger-plain" onClick={() => setIsDeleting(true)}>
                Delete 1 view…
              </Button>
            )}
          </>
        }
      >
        {view === null
          ? "It was deleted, or is not shared with you."
          : `What it looks for cannot be read: it was saved under another LETHE_SECRET, or by another version of Lethe. ${view.mayChange ? "Delete it, and save it again." : `Ask ${view.ownerLabel} to save it again.`}`}
      </ViewState>
      {isDeleting && view !== null && (
        <DeleteView
          view={view}
          onClose={() => setIsDeleting(false)}
          onDeleted={() => router.push("/memories")}
        />
      )}
    </>
  );
};
