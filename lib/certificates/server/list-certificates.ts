import { desc, eq } from "drizzle-orm";
import { certificates } from "@/drizzle/schema/certificates";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { CertificateSubject, IssuedCertificate } from "../types";

const shownMax = 20;

/** The newest certificates that were issued of a ticket or a deletion: that they were, and never their text. Throws not_permitted. */
export const listCertificates = async (
  ctx: Context,
  subject: CertificateSubject,
): Promise<IssuedCertificate[]> => {
  requirePermission(ctx.actor, "certificates:issue");
  const rows = await ctx.database
    .select()
    .from(certificates)
    .where(
      "ticketId" in subject
        ? eq(certificates.ticketId, subject.ticketId)
        : eq(certificates.deletionId, subject.deletionId),
    )
    .orderBy(desc(certificates.issuedAt), desc(certificates.id))
    .limit(shownMax);
  return rows.map(({ id, issuedAt, issuedBy, language, names, verdict, digest }) => ({
    id,
    issuedAt: issuedAt.toISOString(),
    issuedBy,
    language,
    names,
    verdict,
    digest: digest.toString("hex"),
  }));
};
