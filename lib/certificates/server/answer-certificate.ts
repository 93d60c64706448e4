import type { z } from "zod";
import type { Context } from "@/lib/access/context";
import { env } from "@/lib/env/env";
import { base64Of } from "@/lib/text/base64";
import { formatCertificate } from "../certificate-file";
import { withPdfSignature } from "../pdf-signature";
import type { issueSchema } from "../schema";
import { summaryHeader } from "../summary-header";
import { summaryText } from "../words/summary-text";
import { issueCertificate, type Issued } from "./issue-certificate";
import { ownIssuer, ownSigningKey } from "./own-issuer";
import type { SigningKey } from "./signing-key";

/**
 * Issues a certificate of this Lethe and answers it as a download, with its summary in a header. The file's name tells the day and
 * the certificate's number, and nothing of the person. Throws as `issueCertificate` does.
 */
export const answerCertificate = async (
  ctx: Context,
  { format, ...input }: z.infer<typeof issueSchema>,
): Promise<Response> => {
  const key = await ownSigningKey();
  const issued = await issueCertificate(ctx, input, { issuer: ownIssuer(), key });
  const { facts, signed } = issued;
  const name = `lethe-certificate-${facts.issuedAt.slice(0, 10)}-${facts.id.slice(0, 8)}.${format}`;
  return new Response(format === "pdf" ? await signedPdf(issued, key) : formatCertificate(signed), {
    headers: {
      "content-type": format === "pdf" ? "application/pdf" : "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "private, no-store, no-transform",
      "x-content-type-options": "nosniff",
      [summaryHeader]: encodeURIComponent(summaryText(facts)),
    },
  });
};

/** What draws it is large: loaded when the first one is asked for. */
const signedPdf = async ({ signed, facts }: Issued, key: SigningKey): Promise<Uint8Array<ArrayBuffer>> => {
  const { certificatePdf } = await import("../document/certificate-pdf");
  const pdf = await certificatePdf(signed, facts, { verifyUrl: `${env().publicUrl}/verify` });
  return withPdfSignature(pdf, { keyId: key.keyId, publicKey: base64Of(key.publicKey), sign: key.sign });
};
