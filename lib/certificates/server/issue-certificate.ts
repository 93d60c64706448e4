import { createHash } from "node:crypto";
import type { Context } from "@/lib/access/context";
import { canonical } from "@/lib/ledger/canonical";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { recordTicketEvent } from "@/lib/tickets/server/record-ticket-event";
import { ticketIdSchema } from "@/lib/tickets/types";
import { certificates } from "@/drizzle/schema/certificates";
import { base64Of } from "../base64";
import { certificateFactsSchema } from "../facts-schema";
import type { CertificateFacts, SignedCertificate } from "../types";
import { gatherFacts, type GatherInput, type Issuer } from "./gather-facts";
import { registerKey } from "./register-key";
import type { SigningKey } from "./signing-key";

export type Issued = { signed: SignedCertificate; facts: CertificateFacts };

/**
 * Issues a certificate: gathers its facts, signs them, and writes down that it did, with the digest of what was signed, in
 * Lethe's record and in the ledger. The text itself, which may name the person, is kept nowhere. Throws as `gatherFacts` does.
 */
export const issueCertificate = async (
  ctx: Context,
  input: GatherInput,
  { issuer, key }: { issuer: Issuer; key: SigningKey },
): Promise<Issued> => {
  // What could not be read back by a verifier is not signed.
  const facts = certificateFactsSchema.parse(await gatherFacts(ctx, input, issuer));
  const text = canonical(facts);
  const message = Buffer.from(text, "utf8");
  const digest = createHash("sha256").update(message).digest();
  const at = new Date(facts.issuedAt);
  const { id, about, language, names, verdict } = facts;
  const subject = about.kind === "ticket" ? { ticketId: about.ticketId } : { deletionId: about.deletionId };
  const signature = await ctx.database.transaction(async (transaction) => {
    await registerKey(transaction, key, ctx.now);
    await transaction.insert(certificates).values({
      id,
      ...subject,
      issuedAt: at,
      issuedBy: ctx.actor,
      keyId: key.keyId,
      digest,
      language,
      names,
      verdict,
    });
    if (about.kind === "ticket") {
      await recordTicketEvent(transaction, {
        ticketId: ticketIdSchema.parse(about.ticketId),
        kind: "certificate_issued",
        facts: { certificateId: id, verdict },
        secret: ctx.secret,
        actor: ctx.actor,
        at,
      });
    }
    await recordEvent(transaction, {
      kind: "certificate.issued",
      body: {
        actor: {
          kind: ctx.actor.kind,
          id: ctx.actor.id,
          role: ctx.actor.kind === "system" ? undefined : ctx.actor.role,
        },
        certificateId: id,
        ...subject,
        digest: digest.toString("hex"),
        keyId: key.keyId,
        language,
        names,
        verdict,
      },
      at,
    });
    return key.sign(message);
  });
  return {
    facts,
    signed: {
      facts: text,
      keyId: key.keyId,
      publicKey: base64Of(key.publicKey),
      signature: base64Of(signature),
    },
  };
};
