import { fetchFile } from "@/lib/http/fetch-file";
import { summaryHeader } from "./summary-header";
import type { IssueInput } from "./schema";

/** `summary`: six lines about the very certificate that was issued. */
export type IssuedFile = { file: Blob; fileName: string; summary: string };

/** Has a certificate issued, and reads it whole. Throws RequestError. */
export const requestCertificate = async (input: IssueInput): Promise<IssuedFile> => {
  const { file, fileName, response } = await fetchFile("/api/certificates", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });
  return { file, fileName, summary: decodeURIComponent(response.headers.get(summaryHeader) ?? "") };
};
