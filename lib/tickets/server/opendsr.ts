import { eq } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { ticketSettings } from "@/lib/env/env";
import { ExpectedError } from "@/lib/errors/expected-error";
import { isAddressRefused } from "@/lib/stores/remote/guarded-lookup";
import { dayIn } from "@/lib/tickets/clocks";
import { openDsrStatusOf, type OpenDsrRequest, type OpenDsrStatus } from "@/lib/tickets/open-dsr";
import { nameCountMax } from "@/lib/tickets/schema";
import type { TicketOutcome, TicketState } from "@/lib/tickets/types";
import { ticketIdSchema } from "@/lib/tickets/ticket-id-schema";
import { tickets } from "@/drizzle/schema/tickets";
import { changeTicket } from "./change-ticket";
import { requestDigestOf, takeInTicket } from "./intake";
import { matchHashes, type HashedIdentity } from "./opendsr-hashes";
import type { TicketRow } from "./ticket-row";

/** A request of OpenDSR as it stands; instants are ISO 8601 in UTC. */
export type OpenDsrTicket = {
  requestId: string;
  status: OpenDsrStatus;
  state: TicketState;
  outcome: TicketOutcome | null;
  receivedAt: string;
  /** The end of the day that it is due. */
  expectedAt: string;
};

/**
 * Makes a ticket of an OpenDSR request, once. Hashed identities are taken when they are those of users, agents, apps or runs: their
 * ids are then the subject's. Throws not_permitted, invalid_input (an identity that matches nothing, a time that is still to
 * come, a callback that may not be called), and idempotency_key_reused (the same id with another request).
 */
export const takeInRequest = async (ctx: Context, request: OpenDsrRequest): Promise<OpenDsrTicket> => {
  requirePermission(ctx.actor, "tickets:create");
  const known = await findRow(ctx, request.subject_request_id);
  // What a hash matches may be another today: a repeated request is compared as it was sent.
  if (known === null || known.requestDigest !== requestDigestOf(ctx.secret, request)) {
    if (known !== null) throw anotherRequest();
    await create(ctx, request);
  }
  return getRequest(ctx, request.subject_request_id);
};

/** Before the laws that OpenDSR knows. */
const earliest = new Date("2000-01-02T00:00:00Z");

const create = async (ctx: Context, request: OpenDsrRequest): Promise<void> => {
  const submittedAt = new Date(request.submitted_time);
  if (submittedAt > ctx.now() || submittedAt < earliest) {
    throw new ExpectedError("invalid_input", "submitted_time: lies in the future, or too far in the past.");
  }
  requireReachable(ctx, request.status_callback_urls);
  await takeInTicket(
    ctx,
    {
      reference: request.subject_request_id,
      law: request.regulation,
      receivedOn: dayIn(ticketSettings().timeZone, submittedAt),
      receivedBy: "api",
      names: await namesOf(ctx, request),
      helpdeskUrl: null,
      dueOn: null,
      assigneeId: null,
    },
    request,
    {
      source: "opendsr",
      openDsrId: request.subject_request_id,
      callbackUrls: request.status_callback_urls,
    },
  );
};

/**
 * Throws invalid_input for a callback that could never be told: the sender hears of it at once. What a name leads to is checked when
 * it is told.
 */
const requireReachable = ({ allowsPrivateStores }: Context, urls: readonly string[]): void => {
  const place = urls.findIndex((url) =>
    isAddressRefused({ allowsPrivate: allowsPrivateStores }, new URL(url)),
  );
  if (place === -1) return;
  throw new ExpectedError(
    "invalid_input",
    `status_callback_urls[${place}]: Lethe does not call this address. A public one must use https, and a private one needs LETHE_ALLOW_PRIVATE_STORES; metadata services and link-local addresses are never called.`,
  );
};

const namesOf = async (
  ctx: Context,
  { subject_identities: identities }: OpenDsrRequest,
): Promise<string[]> => {
  const hashed = identities.flatMap(
    ({ identity_format: format, identity_value: value }, place): (HashedIdentity & { place: number })[] =>
      format === "raw" ? [] : [{ format, value, place }],
  );
  const raw = identities.flatMap(({ identity_format: format, identity_value: value }) =>
    format === "raw" ? [value] : [],
  );
  if (hashed.length === 0) return [...new Set(raw)];
  const { ids, unreadStoreCount } = await matchHashes(ctx, hashed);
  const unmatched = hashed.filter((_, place) => (ids[place] ?? []).length === 0);
  if (unmatched.length > 0) {
    const places = unmatched.map(({ place }) => `subject_identities[${place}]`).join(", ");
    const unread =
      unreadStoreCount === 0 ? "" : ` In ${unreadStoreCount} of the stores not every ID could be compared.`;
    throw new ExpectedError(
      "invalid_input",
      `${places}: no user, agent, app or run has an ID with this hash, and texts cannot be searched for one. Send it with identity_format "raw".${unread}`,
    );
  }
  const names = [...new Set([...raw, ...ids.flat()])];
  if (names.length <= nameCountMax) return names;
  throw new ExpectedError(
    "invalid_input",
    `subject_identities: they stand for ${names.length} IDs; a ticket can have at most ${nameCountMax}.`,
  );
};

/** Throws not_permitted, not_found. */
export const getRequest = async (ctx: Context, requestId: string): Promise<OpenDsrTicket> => {
  requirePermission(ctx.actor, "tickets:read");
  const row = await findRow(ctx, requestId);
  if (row === null) throw requestNotFound();
  return shown(row);
};

/**
 * Withdraws a request that nobody works on yet; one that was withdrawn before stays so. Throws not_permitted, not_found, and
 * wrong_status.
 */
export const cancelRequest = async (ctx: Context, requestId: string): Promise<OpenDsrTicket> => {
  requirePermission(ctx.actor, "tickets:manage");
  const found = await findRow(ctx, requestId);
  if (found === null) throw requestNotFound();
  await changeTicket(ctx, { id: ticketIdSchema.parse(found.id), version: null }, (_transaction, row) => {
    if (row.state === "withdrawn") return null;
    const status = openDsrStatusOf(row.state, row.outcome);
    if (status === "pending") return { set: { state: "withdrawn" }, kind: "withdrawn" };
    throw new ExpectedError(
      "wrong_status",
      `Only a pending request can be cancelled. This one is ${status}.`,
    );
  });
  return getRequest(ctx, requestId);
};

const findRow = async ({ database }: Context, requestId: string): Promise<TicketRow | null> => {
  const [row] = await database.select().from(tickets).where(eq(tickets.openDsrId, requestId));
  return row ?? null;
};

const shown = (row: TicketRow): OpenDsrTicket => ({
  requestId: row.openDsrId ?? "",
  status: openDsrStatusOf(row.state, row.outcome),
  state: row.state,
  outcome: row.outcome,
  receivedAt: row.createdAt.toISOString(),
  expectedAt: expectedAtOf(row),
});

/** The end of the day that a ticket is due; both laws of OpenDSR set one. */
export const expectedAtOf = ({ dueOn, receivedOn }: Pick<TicketRow, "dueOn" | "receivedOn">): string =>
  Temporal.PlainDate.from(dueOn ?? receivedOn)
    .add({ days: 1 })
    .toZonedDateTime(ticketSettings().timeZone)
    .subtract({ seconds: 1 })
    .toInstant()
    .toString();

const requestNotFound = () => new ExpectedError("not_found", "There is no request with this ID.");
const anotherRequest = () =>
  new ExpectedError(
    "idempotency_key_reused",
    "There is a request with this subject_request_id, and what was sent for it is not the same.",
  );
