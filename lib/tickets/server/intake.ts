import type { Context } from "@/lib/access/context";
import { digestKeyOf, digestOf } from "@/lib/deletions/server/record/digest-keys";
import { ExpectedError } from "@/lib/errors/expected-error";
import type { NewTicket } from "@/lib/tickets/schema";
import type { Ticket } from "@/lib/tickets/types";
import { createTicket, type TicketOrigin } from "./create-ticket";
import { getTicket } from "./get-ticket";

/** `isNew`: false where the same request had made the ticket before. */
export type TakenIn = { ticket: Ticket; isNew: boolean };

/**
 * Makes a ticket of a request by API, once: a repeated request is answered with the ticket that the first one made. `request` is
 * what was sent, of which a keyed digest is kept. Throws not_permitted, invalid_input, and idempotency_key_reused when the
 * reference belongs to another request.
 */
export const takeInTicket = async (
  ctx: Context,
  input: NewTicket,
  request: Record<string, unknown>,
  origin: Pick<TicketOrigin, "source" | "openDsrId" | "callbackUrls"> = {
    source: "api",
    openDsrId: null,
    callbackUrls: [],
  },
): Promise<TakenIn> => {
  const requestDigest = requestDigestOf(ctx.secret, request);
  const made = await createTicket(ctx, input, { ...origin, requestDigest });
  if (made.kind === "created") return { ticket: made.ticket, isNew: true };
  if (made.requestDigest !== requestDigest) {
    throw new ExpectedError(
      "idempotency_key_reused",
      "There is a ticket with this reference, and what was sent for it is not the same.",
    );
  }
  return { ticket: await getTicket(ctx, made.reference), isNew: false };
};

/**
 * Tells a repeated request from another one. Keyed, so that names cannot be tried on it; the same for every ticket, as it is
 * compared with what comes in.
 */
export const requestDigestOf = (secret: string, request: Record<string, unknown>): string =>
  digestOf(digestKeyOf(secret, Buffer.from("ticket intake"), "request"), request);
