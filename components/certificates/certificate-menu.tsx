"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ClipboardCopy, FileDown } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, NativeSelect, Textarea } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { saveFile } from "@/components/ui/save-file";
import { can, type Role } from "@/lib/access/types";
import { certificateKeys } from "@/lib/certificates/query-options";
import { requestCertificate, type IssuedFile } from "@/lib/certificates/request-certificate";
import type {
  CertificateAbout,
  CertificateLanguage,
  CertificateNames,
  CertificateSubject,
} from "@/lib/certificates/types";
import { shownError } from "@/lib/http/shown-error";
import { IssuedCertificates } from "./issued-certificates";
import { languageOptions } from "./language-options";

type Format = "pdf" | "json" | "proof";

/**
 * Issues the certificate of a ticket or of an ended deletion, as a file or as lines for the ticket. As long as nothing has changed
 * it is the same certificate each time. Nothing for roles that issue none.
 */
export const CertificateMenu = ({
  about,
  subject,
  role,
  notYet = null,
}: {
  about: CertificateAbout;
  /** The same by its id. */
  subject: CertificateSubject;
  role: Role;
  /** Why nothing can be certified yet; null when it can. */
  notYet?: string | null;
}) => {
  const queryClient = useQueryClient();
  const notYetId = useId();
  const mayReadNames = can(role, "memories:read");
  const [language, setLanguage] = useState<CertificateLanguage>("en");
  const [names, setNames] = useState<CertificateNames>(mayReadNames ? "plain" : "references");
  const [copied, setCopied] = useState<{ summary: string; isCopied: boolean } | null>(null);
  // Of what was chosen now: the summary tells of the very file that was downloaded.
  const [last, setLast] = useState<IssuedFile | null>(null);
  const issue = useMutation({
    mutationFn: ({ format }: { format: Format; isForSummary: boolean }) =>
      requestCertificate({ about, language, names, format }),
    onSuccess: (issued, { isForSummary }) => {
      setLast(issued);
      if (isForSummary) void copy(issued.summary);
      else saveFile(issued.file, issued.fileName);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: certificateKeys.issued }),
  });
  const copy = async (summary: string) => {
    const isCopied = await writeToClipboard(summary);
    setCopied({ summary, isCopied });
  };
  const choose = (change: () => void) => {
    change();
    setLast(null);
    setCopied(null);
  };
  if (!can(role, "certificates:issue")) return null;
  const isDisabled = issue.isPending || notYet !== null;
  const busy = issue.isPending ? issue.variables : null;
  return (
    <div className="grid min-w-0 gap-3">
      <p className="max-w-[70ch] text-sm text-muted">
        A signed statement of what was erased and verified, as it stands now. Whoever has the file can check
        it at{" "}
        <a href="/verify" className="font-medium text-accent underline">
          /verify
        </a>
        . The ledger records that it was issued. With proof, the file also shows that to those who do not
        trust this Lethe.
      </p>
      <div className="flex flex-wrap items-end gap-3">
        <div className="w-36">
          <Field label="Language">
            {(control) => (
              <NativeSelect
                {...control}
                value={language}
                onChange={({ target }) => choose(() => setLanguage(target.value as CertificateLanguage))}
              >
                {languageOptions.map(({ value, label }) => (
                  <option key={value} value={value} lang={value}>
                    {label}
                  </option>
                ))}
              </NativeSelect>
            )}
          </Field>
        </div>
        <div className="w-52">
          <Field label="Names">
            {(control) => (
              <NativeSelect
                {...control}
                value={names}
                onChange={({ target }) => choose(() => setNames(target.value as CertificateNames))}
              >
                <option value="plain" disabled={!mayReadNames}>
                  As they are
                </option>
                <option value="references">As references</option>
              </NativeSelect>
            )}
          </Field>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button
            disabled={isDisabled}
            focusableWhenDisabled
            {...(notYet !== null && { "aria-describedby": notYetId })}
            onClick={() => issue.mutate({ format: "pdf", isForSummary: false })}
          >
            <FileDown size={14} aria-hidden />
            {busy?.format === "pdf" ? "Issuing…" : "Download certificate (PDF)"}
          </Button>
          <Button
            disabled={isDisabled}
            focusableWhenDisabled
            {...(notYet !== null && { "aria-describedby": notYetId })}
            onClick={() => issue.mutate({ format: "json", isForSummary: false })}
          >
            <FileDown size={14} aria-hidden />
            {busy?.format === "json" && !busy.isForSummary ? "Issuing…" : "Download certificate (JSON)"}
          </Button>
          <Button
            disabled={isDisabled}
            focusableWhenDisabled
            {...(notYet !== null && { "aria-describedby": notYetId })}
            onClick={() => issue.mutate({ format: "proof", isForSummary: false })}
          >
            <FileDown size={14} aria-hidden />
            {busy?.format === "proof" ? "Issuing…" : "Download with proof (ZIP)"}
          </Button>
          <Button
            disabled={isDisabled}
            focusableWhenDisabled
            {...(notYet !== null && { "aria-describedby": notYetId })}
            onClick={() =>
              last === null ? issue.mutate({ format: "json", isForSummary: true }) : void copy(last.summary)
            }
          >
            <ClipboardCopy size={14} aria-hidden />
            {busy?.isForSummary === true ? "Issuing…" : "Copy summary"}
          </Button>
        </div>
      </div>
      {notYet !== null && (
        <p id={notYetId} className="max-w-[70ch] text-sm">
          {notYet}
        </p>
      )}
      <p className="text-xs text-muted">
        {names === "references"
          ? "References stand in place of names and ids. The same id has the same one everywhere in this Lethe, so that somebody who brings it can be matched."
          : "Names and ids are in the file: give it only to those who may see them."}
      </p>
      {issue.error !== null && (
        <Notice look="warning" role="alert">
          <p>{shownError(issue.error).message}</p>
          {shownError(issue.error).requestId !== null && (
            <p className="font-mono text-xs">Request {shownError(issue.error).requestId}</p>
          )}
        </Notice>
      )}
      <p role="status" className="text-sm text-muted empty:hidden">
        {copied !== null
          ? copied.isCopied
            ? "The summary was copied."
            : "The browser refused to copy. Select the summary and copy it."
          : last !== null && (
              <>
                Issued as <bdi className="font-mono text-xs break-all">{last.fileName}</bdi>.
              </>
            )}
      </p>
      {copied !== null && (
        <Textarea
          readOnly
          aria-label="Summary"
          value={copied.summary}
          rows={8}
          lang={language}
          dir="auto"
          className="max-w-[80ch]"
          onFocus={({ target }) => target.select()}
        />
      )}
      <IssuedCertificates subject={subject} />
    </div>
  );
};

/** Whether the browser took it: it does not on http:// addresses, nor where the page has lost the focus meanwhile. */
const writeToClipboard = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
};
