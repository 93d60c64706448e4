import { createHmac } from "node:crypto";
import { z } from "zod";
import { personEntitySchema } from "@/lib/people/schema";
import { seal, SealError, unseal, type SealPurpose } from "@/lib/text/server/seal";
import { foldText } from "@/lib/text/fold-text";
import type { ShownText, TicketDetails } from "@/lib/tickets/types";

/** What a ticket's texts are sealed for. The key is made of LETHE_SECRET and the salt, which is destroyed to erase them. */
export type TicketSeal = { id: string; sealSalt: Buffer };

const detailsSchema = z.object({
  names: z.array(z.string()),
  // What an earlier release sealed has none.
  aliases: z.array(personEntitySchema).default([]),
  helpdeskUrl: z.string().nullable(),
  extensionReason: z.string().nullable(),
  denialText: z.string().nullable(),
  callbackUrls: z.array(z.string()),
}) satisfies z.ZodType<TicketDetails>;

export const sealDetails = (secret: string, ticket: TicketSeal, details: TicketDetails): Buffer =>
  seal(secret, purposeOf(ticket, "details"), JSON.stringify(details));

/** Null: erased. Throws SealError when they were sealed under another secret, or changed. */
export const openDetails = (
  secret: string,
  { id, sealed, sealSalt }: { id: string; sealed: Buffer | null; sealSalt: Buffer | null },
): TicketDetails | null => {
  if (sealed === null || sealSalt === null) return null;
  const text = unseal(secret, purposeOf({ id, sealSalt }, "details"), sealed);
  return detailsSchema.parse(JSON.parse(text));
};

/** A note, or a recipient's name: what a member wrote beside the details. */
export const sealTicketText = (secret: string, ticket: TicketSeal, text: string): Buffer =>
  seal(secret, purposeOf(ticket, "text"), text);

/** The text as one with memories:read sees it. */
export const openTicketText = (
  secret: string,
  ticket: { id: string; sealSalt: Buffer | null },
  sealed: Buffer | null,
): ShownText => {
  if (sealed === null || ticket.sealSalt === null) return "erased";
  try {
    return {
      text: unseal(secret, purposeOf({ id: ticket.id, sealSalt: ticket.sealSalt }, "text"), sealed),
    };
  } catch (error) {
    if (error instanceof SealError) return "unreadable";
    throw error;
  }
};

/**
 * Stand for names and ids of a ticket's subject when these are not kept any more: 32 bytes of HMAC-SHA-256, without case. The
 * same in every ticket: they are asked for by what somebody brings. Without LETHE_SECRET they say nothing.
 */
export const subjectDigestsOf = (secret: string, names: readonly string[]): Buffer[] => {
  const key = createHmac("sha256", secret).update("lethe ticket subject").digest();
  const folded = new Set(names.map((name) => foldText(name.trim())));
  return [...folded].map((name) => createHmac("sha256", key).update(name.toWellFormed()).digest());
};

const purposeOf = ({ id, sealSalt }: TicketSeal, what: "details" | "text"): SealPurpose => ({
  name: `lethe ticket ${what} ${sealSalt.toString("hex")}`,
  boundTo: id,
});
