import { connectionBroke, refusalOf } from "@/lib/http/request-error";
import { summaryHeader } from "./summary-header";
import type { IssueInput } from "./schema";

/** `summary`: six lines about the very certificate that was issued. */
export type IssuedFile = { file: Blob; fileName: string; summary: string };

/** Has a certificate issued, and reads it whole. Throws RequestError. */
export const requestCertificate = async (input: IssueInput): Promise<IssuedFile> => {
  const response = await fetch("/api/certificates", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  }).catch(() => {
    throw connectionBroke();
  });
  if (!response.ok) throw await refusalOf(response);
  const file = await response.blob().catch(() => {
    throw connectionBroke();
  });
  const [, fileName = "lethe-certificate"] =
    /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "") ?? [];
  return { file, fileName, summary: decodeURIComponent(response.headers.get(summaryHeader) ?? "") };
};
