import type { z } from "zod";
import type { Context } from "@/lib/access/context";
import { env } from "@/lib/env/env";
import { attestServerEvent, trySignServerLedger } from "@/lib/ledger/server/log/server-log";
import { base64Of } from "@/lib/text/base64";
import { formatCertificate } from "../certificate-file";
import { withPdfSignature } from "../pdf-signature";
import type { issueSchema } from "../schema";
import { summaryHeader } from "../summary-header";
import { summaryText } from "../words/summary-text";
import { issueCertificate, type Issued } from "./issue-certificate";
import { ownIssuer, ownSigningKey } from "./own-issuer";
import { proveCertificate } from "./prove-certificate";
import type { SigningKey } from "./signing-key";

/**
 * Issues a certificate of this Lethe and answers it as a download, with its summary in a header. The file's name tells the day and
 * the certificate's number, and nothing of the person. Throws as `issueCertificate` does, and `unavailable` for a proof while the
 * ledger cannot be signed; a certificate alone then names no checkpoint.
 */
export const answerCertificate = async (
  ctx: Context,
  { format, ...input }: z.infer<typeof issueSchema>,
): Promise<Response> => {
  const key = await ownSigningKey();
  // So that it can name a checkpoint with all that it tells of. Within a transaction nothing is signed.
  await trySignServerLedger();
  const issued = await issueCertificate(ctx, input, { issuer: ownIssuer(), key });
  const { facts } = issued;
  const { body, type, ending } = await fileOf(ctx, issued, key, format);
  const name = `lethe-${format === "proof" ? "proof" : "certificate"}-${facts.issuedAt.slice(0, 10)}-${facts.id.slice(0, 8)}.${ending}`;
  return new Response(body, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "private, no-store, no-transform",
      "x-content-type-options": "nosniff",
      [summaryHeader]: encodeURIComponent(summaryText(facts)),
    },
  });
};

type Format = z.infer<typeof issueSchema>["format"];

const fileOf = async (
  ctx: Context,
  issued: Issued,
  key: SigningKey,
  format: Format,
): Promise<{ body: BodyInit; type: string; ending: string }> => {
  switch (format) {
    case "pdf":
      return { body: await signedPdf(issued, key), type: "application/pdf", ending: "pdf" };
    case "json":
      return {
        body: formatCertificate(issued.signed),
        type: "application/json; charset=utf-8",
        ending: "json",
      };
    case "proof":
      return {
        body: await proveCertificate(ctx, issued, attestServerEvent),
        type: "application/zip",
        ending: "zip",
      };
  }
};

/** What draws it is large: loaded when the first one is asked for. */
const signedPdf = async ({ signed, facts }: Issued, key: SigningKey): Promise<Uint8Array<ArrayBuffer>> => {
  const { certificatePdf } = await import("../document/certificate-pdf");
  const pdf = await certificatePdf(signed, facts, { verifyUrl: `${env().publicUrl}/verify` });
  return withPdfSignature(pdf, { keyId: key.keyId, publicKey: base64Of(key.publicKey), sign: key.sign });
};
