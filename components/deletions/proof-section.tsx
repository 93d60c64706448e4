"use client";

import { useMutation } from "@tanstack/react-query";
import { FileDown } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { saveFile } from "@/components/ui/save-file";
import { can, type Role } from "@/lib/access/types";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { fetchFile } from "@/lib/http/fetch-file";
import { shownError } from "@/lib/http/shown-error";

/** The part of a deletion's page where its proof is downloaded; nothing for roles that give none away. */
export const ProofSection = ({ deletionId, role }: { deletionId: DeletionId; role: Role }) => {
  const download = useMutation({
    mutationFn: () => fetchFile(`/api/deletions/${deletionId}/proof`),
    onSuccess: ({ file, fileName }) => saveFile(file, fileName),
  });
  if (!can(role, "certificates:issue")) return null;
  return (
    <section aria-labelledby="proof" className="grid min-w-0 gap-3 print:hidden">
      <h2 id="proof" className="text-base font-medium">
        Proof
      </h2>
      <p className="max-w-[70ch] text-sm text-muted">
        What the ledger tells of this deletion so far, with the proof that it is in the signed log. It names
        no memory, user or reason. Anybody who has the log’s key can check it, at{" "}
        <a href="/verify" className="font-medium text-accent underline">
          /verify
        </a>{" "}
        or without Lethe.
      </p>
      <div>
        <Button disabled={download.isPending} focusableWhenDisabled onClick={() => download.mutate()}>
          <FileDown size={14} aria-hidden />
          {download.isPending ? "Preparing…" : "Download proof bundle"}
        </Button>
      </div>
      {download.error !== null && (
        <Notice look="warning" role="alert">
          <p>{shownError(download.error).message}</p>
          {shownError(download.error).requestId !== null && (
            <p className="font-mono text-xs">Request {shownError(download.error).requestId}</p>
          )}
        </Notice>
      )}
      <p role="status" className="text-sm text-muted empty:hidden">
        {download.data !== undefined && (
          <>
            Downloaded as <bdi className="font-mono text-xs break-all">{download.data.fileName}</bdi>.
          </>
        )}
      </p>
    </section>
  );
};
