"use client";

import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";

/** Recovery codes, in the only place they are ever shown. */
export const RecoveryCodes = ({ codes, email }: { codes: readonly string[]; email: string }) => (
  <div className="grid gap-4">
    <Notice look="warning">
      Keep these where you do not keep the app: in a password manager, or on paper. They will not be shown
      again.
    </Notice>
    <ul aria-label="Recovery codes" className="grid gap-x-6 gap-y-1 font-mono text-sm sm:grid-cols-2">
      {codes.map((code) => (
        <li key={code}>{code}</li>
      ))}
    </ul>
    <div className="flex items-center gap-1">
      <Button onClick={() => download(codes, email)}>
        <Download size={14} aria-hidden />
        Download
      </Button>
      <CopyButton text={codes.join("\n")} label="Copy the recovery codes" />
    </div>
  </div>
);

const download = (codes: readonly string[], email: string): void => {
  const text = `Recovery codes of ${email} for Lethe. Each works once.\n\n${codes.join("\n")}\n`;
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "lethe-recovery-codes.txt";
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};
