import type { z } from "zod";
import type { Context } from "@/lib/access/context";
import { formatCertificate } from "../certificate-file";
import type { issueSchema } from "../schema";
import { issueCertificate } from "./issue-certificate";
import { ownIssuer, ownSigningKey } from "./own-issuer";

/**
 * Issues a certificate of this Lethe and answers it as a download. Its name tells the day and the certificate's number, and nothing of
 * the person. Throws as `issueCertificate` does.
 */
export const answerCertificate = async (
  ctx: Context,
  { format, ...input }: z.infer<typeof issueSchema>,
): Promise<Response> => {
  const key = await ownSigningKey();
  const { signed, facts } = await issueCertificate(ctx, input, { issuer: ownIssuer(), key });
  const name = `lethe-certificate-${facts.issuedAt.slice(0, 10)}-${facts.id.slice(0, 8)}`;
  return fileResponse(formatCertificate(signed), {
    name: `${name}.json`,
    type: "application/json; charset=utf-8",
  });
};

const fileResponse = (
  body: string | Uint8Array<ArrayBuffer>,
  { name, type }: { name: string; type: string },
): Response =>
  new Response(body, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "private, no-store, no-transform",
      "x-content-type-options": "nosniff",
    },
  });
