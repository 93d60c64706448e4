import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { and, asc, desc, eq, gt, sql } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/lib/access/context";
import type { Transaction } from "@/lib/database/server/database";
import { canonical } from "@/lib/ledger/canonical";
import { findHead } from "@/lib/ledger/server/read-events";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { recordTicketEvent } from "@/lib/tickets/server/record-ticket-event";
import { ticketIdSchema } from "@/lib/tickets/ticket-id-schema";
import { certificates } from "@/drizzle/schema/certificates";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { ledgerCheckpoints } from "@/drizzle/schema/ledger-log";
import { base64Of } from "@/lib/text/base64";
import { certificateFactsSchema } from "../facts-schema";
import type { CertificateFacts, SignedCertificate } from "../types";
import { gatherFacts, type Gathered, type GatherInput, type Issue, type Issuer } from "./gather-facts";
import { isSound, parse } from "./read-body";
import { registerKey } from "./register-key";
import type { SigningKey } from "./signing-key";

/** `seq`: the event of the ledger that says that it was issued. */
export type Issued = { signed: SignedCertificate; facts: CertificateFacts; seq: number };

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
    return { ...made, seq: await noteIssue(transaction, ctx, made, gathered.issue, key) };
  });
  return {
    facts: written.facts,
    seq: written.seq,
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
): Promise<(Written & { seq: number }) | null> => {
  const { about, language, names } = facts;
  const [row] = await transaction
    .select({ issue: certificates, hash: ledgerEvents.hash, checkpoint: ledgerCheckpoints })
    .from(certificates)
    .leftJoin(ledgerEvents, eq(ledgerEvents.seq, certificates.headSeq))
    .leftJoin(ledgerCheckpoints, eq(ledgerCheckpoints.id, certificates.checkpointId))
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
  const again = writtenOf(asIssued({ id, issuedAt, issuedBy, head, checkpoint: row.checkpoint }));
  if (!isDeepStrictEqual(contentOf(again.facts), contentOf(facts))) return null;
  const seq = await findIssue(transaction, again);
  return seq === null ? null : { ...again, seq };
};

/** The event that says so; null when there is none. By the ledger: the record beside it could have been changed, to have something else signed with an earlier date. */
const findIssue = async (transaction: Transaction, { facts, digest }: Written): Promise<number | null> => {
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
  if (event === undefined || !isSound(event)) return null;
  const body = issuedBodySchema.safeParse(parse(event.body)).data;
  return body?.certificateId === facts.id && body.digest === digest.toString("hex") ? event.seq : null;
};

const issuedBodySchema = z.object({ certificateId: z.string(), digest: z.string() });

/** What a certificate says, without what every issue changes. */
const contentOf = ({ id: _id, issuedAt: _at, ledger: _ledger, people, ...said }: CertificateFacts) => ({
  ...said,
  people: people.filter(({ did }) => did !== "issued"),
});

/** Answers the number of the event. */
const noteIssue = async (
  transaction: Transaction,
  ctx: Context,
  { facts, digest }: Written,
  { checkpoint }: Issue,
  { keyId }: Pick<SigningKey, "keyId">,
): Promise<number> => {
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
    checkpointId: checkpoint?.id ?? null,
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
  // Others wait until this is committed, so that the last one is this one.
  const head = await findHead(transaction);
  if (head === null) throw new Error("An event was not recorded.");
  return head.seq;
};
