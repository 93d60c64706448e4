import { z } from "zod";
import type { Context } from "@/lib/access/context";
import { ticketSettings } from "@/lib/env/env";
import { errorBody, refused } from "@/lib/mem0-api/api-error";
import { noBody, nothing, operation, Reply } from "@/lib/mem0-api/server/operation";
import { dayIn, daysBetween } from "@/lib/tickets/clocks";
import { newTicketSchema, referenceSchema } from "@/lib/tickets/schema";
import { findTicketsOf } from "@/lib/tickets/server/find-tickets-of";
import { getTicket as get } from "@/lib/tickets/server/get-ticket";
import { takeInTicket } from "@/lib/tickets/server/intake";
import { laws, receivedByWays, ticketStates, type Ticket } from "@/lib/tickets/types";

const { reference, names, helpdeskUrl, dueOn } = newTicketSchema.shape;

const day = z.iso.date();
const answerSchema = z
  .object({
    reference: z.string(),
    state: z.enum(ticketStates),
    outcome: z
      .enum(["done", "partly_done", "denied", "withdrawn"])
      .nullable()
      .describe("How it ended, once it is closed."),
    law: z.enum(laws),
    received_on: day,
    received_by: z.enum(receivedByWays),
    acknowledge_due_on: day.nullable(),
    acknowledged_on: day.nullable(),
    due_on: day.nullable().describe("Until when it has to be answered; null where no law sets a day."),
    extended_on: day.nullable(),
    days_left: z.int().nullable().describe("Until due_on; negative when that has passed."),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    closed_at: z.iso.datetime().nullable(),
    version: z.int(),
  })
  .meta({ id: "Ticket" });

const answerOf = (ticket: Ticket): z.input<typeof answerSchema> => ({
  reference: ticket.reference,
  state: ticket.state,
  outcome: ticket.outcome,
  law: ticket.law,
  received_on: ticket.receivedOn,
  received_by: ticket.receivedBy,
  acknowledge_due_on: ticket.acknowledgeDueOn,
  acknowledged_on: ticket.acknowledgedOn,
  due_on: ticket.dueOn,
  extended_on: ticket.extendedOn,
  days_left: ticket.dueOn === null ? null : daysBetween(ticket.today, ticket.dueOn),
  created_at: ticket.createdAt,
  updated_at: ticket.updatedAt,
  closed_at: ticket.closedAt,
  version: ticket.version,
});

const todayOf = ({ now }: Context): string => dayIn(ticketSettings().timeZone, now());

/** Of a helpdesk, or of a form for requests. */
export const createTicket = operation({
  id: "create_ticket",
  method: "POST",
  path: "/api/tickets",
  group: "Tickets",
  summary: "Create a ticket",
  description:
    "A person's request to be erased, for members to work on; nothing is deleted by it. The same request again is answered with the ticket that it made (200); another one with the same `reference`, in any case, is refused (409). The answer never repeats whom the ticket is about. Changes are told by the webhook event `ticket.updated`. A narrowed API key is refused: a ticket is about memories in every store.",
  status: 201,
  isRepeatable: true,
  permission: "tickets:create",
  pathParameters: nothing,
  query: nothing,
  body: z.strictObject({
    reference: reference.describe(
      'What the request is called in your helpdesk, such as "GDPR-1042". It is not sealed: put no name into it.',
    ),
    law: z.enum(laws).describe("Which clock runs: gdpr, ccpa; other and own_policy have `due_on` or none."),
    names: names.describe("Names, e-mail addresses and IDs of the person. They are kept sealed."),
    received_on: day
      .optional()
      .describe("When the request arrived, in the zone of LETHE_TIME_ZONE; without it today."),
    received_by: z.enum(receivedByWays).default("api"),
    helpdesk_url: helpdeskUrl.describe("Where it stands in your helpdesk."),
    due_on: dueOn.describe("Of laws that set no day."),
  }),
  answer: answerSchema,
  errors: [
    { status: 400, description: "Input that is not valid.", body: errorBody },
    { status: 409, description: "The reference belongs to another request.", body: errorBody },
  ],
  handler: async (ctx, { body }) => {
    const { received_on: given, received_by: receivedBy, helpdesk_url: url, due_on: typedDueOn } = body;
    const parsed = newTicketSchema.safeParse({
      reference: body.reference,
      law: body.law,
      names: body.names,
      receivedOn: given ?? todayOf(ctx),
      receivedBy,
      helpdeskUrl: url,
      dueOn: typedDueOn,
    });
    if (!parsed.success) throw refused(parsed.error.issues[0]?.message ?? "The request is not valid.");
    const { ticket, isNew } = await takeInTicket(ctx, parsed.data, body);
    const answer = answerOf(ticket);
    return isNew ? answer : new Reply(answer, { headers: {}, status: 200 });
  },
});

export const getTicket = operation({
  id: "get_ticket",
  method: "GET",
  path: "/api/tickets/{reference}",
  group: "Tickets",
  summary: "The state of a ticket",
  description: "By its reference, in any case. Whom it is about is not told.",
  permission: "tickets:read",
  pathParameters: z.strictObject({ reference: referenceSchema }),
  query: nothing,
  body: noBody,
  answer: answerSchema,
  errors: [
    { status: 400, description: "What cannot be a reference.", body: errorBody },
    { status: 404, description: "There is no such ticket.", body: errorBody },
  ],
  handler: async (ctx, { path }) => answerOf(await get(ctx, path.reference)),
});

export const findTickets = operation({
  id: "find_tickets",
  method: "POST",
  path: "/api/tickets/find",
  group: "Tickets",
  summary: "Tickets about somebody",
  description:
    "By a name, e-mail address or ID that they bring, without case: the newest hundred. Keyed digests are compared, so it is answered also when a ticket's subject has been erased since. The names go into the body, and so into no log.",
  permission: "tickets:manage",
  pathParameters: nothing,
  query: nothing,
  body: z.strictObject({ names }),
  answer: z.object({ tickets: z.array(answerSchema) }),
  handler: async (ctx, { body }) => ({ tickets: (await findTicketsOf(ctx, body.names)).map(answerOf) }),
});
