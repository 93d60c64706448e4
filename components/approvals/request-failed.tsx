import Link from "next/link";
import type { ReactNode } from "react";
import { Notice } from "@/components/ui/notice";
import { RequestError } from "@/lib/http/request-error";
import { shownError } from "@/lib/http/shown-error";

/** Why a change was not made; where it waits for a second person, where that is to be seen. */
export const RequestFailed = ({ error, children }: { error: Error; children?: ReactNode }) => {
  const { message, requestId } = shownError(error);
  if (error instanceof RequestError && error.code === "approval_required")
    return (
      <Notice role="alert">
        {message}{" "}
        <Link href="/approvals" className="font-medium underline underline-offset-2">
          See approvals
        </Link>
      </Notice>
    );
  return (
    <Notice look="warning" role="alert">
      {message}
      {children}
      {requestId !== null && <span className="block font-mono text-xs">Request {requestId}</span>}
    </Notice>
  );
};
