import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { and, asc, desc, eq, gt, sql } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/lib/access/context";
import type { Transaction } from "@/lib/database/server/database";
import { canonical } from "@/lib/ledger/canonical";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { recordTicketEvent } from "@/lib/tickets/server/record-ticket-event";
import { ticketIdSchema } from "@/lib/tickets/types";
import { certificates } from "@/drizzle/schema/certificates";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { base64Of } from "@/lib/text/base64";
import { certificateFactsSchema } from "../facts-schema";
import type { CertificateFacts, SignedCertificate } from "../types";
import { gatherFacts, type Gathered, type GatherInput, type Issuer } from "./gather-facts";
import { isSound, parse } from "./read-body";
import { registerKey } from "./register-key";
import type { SigningKey } from "./signing-key";

export type Issued = { signed: SignedCertificate; facts: CertificateFacts };

/**
 * Issues a certificate: gathers its facts, signs them, and writes down that it did, with the digest of what was signed, in
 * Lethe's record and in the ledger. The text itself, which may name the person, is kept nowhere. While nothing has changed since the
 * last one in this language, with these names, it is that one again, to the last byte: file and summary have one number, whoever
 * asks. Throws as `gatherFacts` does.
 */
export const issueCertificate = async (
  ctx: Context,
  input: GatherInput,
  { issuer, key }: { issuer: Issuer; key: SigningKey },
): Promise<Issued> => {
  const gathered = await gatherFacts(ctx, input, issuer);
  const written = await ctx.database.transaction(async (transaction) => {
    // Also has them wait for each other: of two that ask at once the second gets what the first was given.
    await registerKey(transaction, key, ctx.now);
    const last = await findUnchanged(transaction, gathered, key);
    if (last !== null) return last;
    const made = writtenOf(gathered.facts);
    await noteIssue(transaction, ctx, made, key);
    return made;
  });
  return {
    facts: written.facts,
    signed: {
      facts: written.message.toString("utf8"),
      keyId: key.keyId,
      publicKey: base64Of(key.publicKey),
      signature: base64Of(key.sign(written.message)),
    },
  };
};

/** Facts as the bytes that are signed. */
type Written = { facts: CertificateFacts; message: Buffer; digest: Buffer };

const writtenOf = (gathered: CertificateFacts): Written => {
  // What could not be read back by a verifier is not signed.
  const facts = certificateFactsSchema.parse(gathered);
  const message = Buffer.from(canonical(facts), "utf8");
  return { facts, message, digest: createHash("sha256").update(message).digest() };
};

/** The last certificate like this one, made again from the record; null when it comes out otherwise, or says anything else. */
const findUnchanged = async (
  transaction: Transaction,
  { facts, asIssued }: Gathered,
  { keyId }: Pick<SigningKey, "keyId">,
): Promise<Written | null> => {
  const { about, language, names } = facts;
  const [row] = await transaction
    .select({ issue: certificates, hash: ledgerEvents.hash })
    .from(certificates)
    .leftJoin(ledgerEvents, eq(ledgerEvents.seq, certificates.headSeq))
    .where(
      and(
        about.kind === "ticket"
          ? eq(certificates.ticketId, about.ticketId)
          : eq(certificates.deletionId, about.deletionId),
        eq(certificates.language, language),
        eq(certificates.names, names),
      ),
    )
    .orderBy(desc(certificates.issuedAt), desc(certificates.id))
    .limit(1);
  if (row === undefined || row.issue.keyId !== keyId) return null;
  const { id, issuedAt, issuedBy, headSeq } = row.issue;
  const head =
    headSeq === null || row.hash === null ? null : { seq: headSeq, hash: row.hash.toString("hex") };
  const again = writtenOf(asIssued({ id, issuedAt, issuedBy, head }));
  const isSame = isDeepStrictEqual(contentOf(again.facts), contentOf(facts));
  return isSame && (await wasIssued(transaction, again)) ? again : null;
};

/** By the ledger: the record beside it could have been changed, to have something else signed with an earlier date. */
const wasIssued = async (transaction: Transaction, { facts, digest }: Written): Promise<boolean> => {
  const [event] = await transaction
    .select()
    .from(ledgerEvents)
    .where(
      and(
        gt(ledgerEvents.seq, facts.ledger.head?.seq ?? 0),
        eq(ledgerEvents.kind, "certificate.issued"),
        sql`position(${facts.id}::text in ${ledgerEvents.body}) > 0`,
      ),
    )
    .orderBy(asc(ledgerEvents.seq))
    .limit(1);
  if (event === undefined || !isSound(event)) return false;
  const body = issuedBodySchema.safeParse(parse(event.body));
  return body.success && body.data.certificateId === facts.id && body.data.digest === digest.toString("hex");
};

const issuedBodySchema = z.object({ certificateId: z.string(), digest: z.string() });

/** What a certificate says, without what every issue changes. */
const contentOf = ({ id: _id, issuedAt: _at, ledger: _ledger, people, ...said }: CertificateFacts) => ({
  ...said,
  people: people.filter(({ did }) => did !== "issued"),
});

const noteIssue = async (
  transaction: Transaction,
  ctx: Context,
  { facts, digest }: Written,
  { keyId }: Pick<SigningKey, "keyId">,
): Promise<void> => {
  const at = new Date(facts.issuedAt);
  const { id, about, language, names, verdict } = facts;
  const subject = about.kind === "ticket" ? { ticketId: about.ticketId } : { deletionId: about.deletionId };
  await transaction.insert(certificates).values({
    id,
    ...subject,
    issuedAt: at,
    issuedBy: ctx.actor,
    keyId,
    digest,
    headSeq: facts.ledger.head?.seq ?? null,
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
      keyId,
      language,
      names,
      verdict,
    },
    at,
  });
};
