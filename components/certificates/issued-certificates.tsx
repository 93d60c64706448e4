"use client";

import { useQuery } from "@tanstack/react-query";
import { CopyButton } from "@/components/ui/copy-button";
import { Instant } from "@/components/ui/instant";
import { Notice } from "@/components/ui/notice";
import { issuedCertificatesQuery } from "@/lib/certificates/query-options";
import type { CertificateSubject, CertificateVerdict } from "@/lib/certificates/types";
import { shownError } from "@/lib/http/shown-error";
import { languageOptions } from "./language-options";

/** What was issued before: that it was, by whom, and the digest by which a file is known again. The files themselves are kept nowhere. */
export const IssuedCertificates = ({ subject }: { subject: CertificateSubject }) => {
  const { data, error } = useQuery(issuedCertificatesQuery(subject));
  if (error !== null && data === undefined) {
    return (
      <Notice look="warning">What was issued before could not be read. {shownError(error).message}</Notice>
    );
  }
  if (data === undefined || data.length === 0) return null;
  return (
    <details className="text-sm">
      <summary className="cursor-pointer text-muted">
        {countWords(data.length)}, last <Instant at={data[0]?.issuedAt ?? ""} />
      </summary>
      <ul aria-label="Issued certificates" className="grid gap-1.5 pt-2">
        {data.map(({ id, issuedAt, issuedBy, language, names, verdict, digest }) => (
          <li key={id} className="border-b pb-1.5 last:border-b-0">
            <p>
              {verdictWords[verdict]}, <Instant at={issuedAt} />, by{" "}
              <bdi className="break-all">{issuedBy.label}</bdi>
              <span className="text-muted">
                {" "}
                · {languageOptions.find(({ value }) => value === language)?.label},{" "}
                {names === "plain" ? "names as they are" : "names as references"}
              </span>
            </p>
            <p className="flex flex-wrap items-center gap-x-1 font-mono text-xs text-muted">
              <span className="break-all">{id}</span>
              <CopyButton text={digest} label={`Copy the digest of ${id}`} />
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
};

/** No more of them are read. */
const shownMax = 20;
const countWords = (count: number): string =>
  count === 1
    ? "1 certificate was issued"
    : count < shownMax
      ? `${count} certificates were issued`
      : `The newest ${shownMax} of the certificates that were issued`;

const verdictWords: Record<CertificateVerdict, string> = {
  erased: "Erased",
  partial: "Partly erased",
  denied: "Denied",
  not_checked: "Not verified",
};
