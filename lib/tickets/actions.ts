"use server";

import { refresh } from "next/cache";
import { memberAction } from "@/lib/actions/server/member-action";
import {
  acknowledgeSchema,
  assignManySchema,
  assignSchema,
  changeSubjectSchema,
  checkIdentitySchema,
  confirmAliasesSchema,
  correctRequestSchema,
  denySchema,
  exemptSchema,
  extendSchema,
  findingsSchema,
  findTicketsSchema,
  liftSuppressionSchema,
  newRecipientSchema,
  newTicketSchema,
  noteSchema,
  pickSchema,
  recipientSchema,
  suppressSchema,
  tellRecipientSchema,
  ticketIdInputSchema,
  ticketInputSchema,
} from "./schema";
import { createTicket } from "./server/create-ticket";
import {
  addNote,
  addRecipient,
  assign,
  assignMany,
  changeSubject,
  confirmAliases,
  correctRequest,
  recordExemption,
  removeRecipient,
  tellRecipient,
} from "./server/edit-ticket";
import { findTicketsOf } from "./server/find-tickets-of";
import { pickTickets } from "./server/pick-tickets";
import { liftSuppression, suppressSubject } from "./server/suppress-subject";
import {
  acknowledge,
  askIdentity,
  checkIdentity,
  close,
  closeNothingFound,
  deny,
  extend,
  noteFindings,
  reopen,
  startSearch,
  withdraw,
} from "./server/work-on-ticket";

/** Creates a ticket; a reference that is taken is an answer, and no error. */
export const createTicketAction = memberAction("createTicket", "tickets:create")
  .inputSchema(newTicketSchema)
  .action(({ parsedInput, ctx }) => createTicket(ctx.context, parsedInput));

/** Tickets to choose from, by a part of their reference, or by a name or id. An action, so that no address has the name. */
export const pickTicketsAction = memberAction("pickTickets", "tickets:read")
  .inputSchema(pickSchema)
  .action(({ parsedInput, ctx }) => pickTickets(ctx.context, parsedInput));

/** The tickets about somebody who brings a name or id, closed ones too. An action, so that no address has it. */
export const findTicketsAction = memberAction("findTickets", "tickets:manage")
  .inputSchema(findTicketsSchema)
  .action(({ parsedInput, ctx }) => findTicketsOf(ctx.context, parsedInput.names));

// What changes a ticket answers the ticket as it is then.

export const acknowledgeTicketAction = memberAction("acknowledgeTicket", "tickets:manage")
  .inputSchema(acknowledgeSchema)
  .action(({ parsedInput, ctx }) => acknowledge(ctx.context, parsedInput));

export const askIdentityAction = memberAction("askIdentity", "tickets:manage")
  .inputSchema(ticketInputSchema)
  .action(({ parsedInput, ctx }) => askIdentity(ctx.context, parsedInput));

export const checkIdentityAction = memberAction("checkIdentity", "tickets:manage")
  .inputSchema(checkIdentitySchema)
  .action(({ parsedInput, ctx }) => checkIdentity(ctx.context, parsedInput));

export const startSearchAction = memberAction("startSearch", "tickets:manage")
  .inputSchema(ticketIdInputSchema)
  .action(({ parsedInput, ctx }) => startSearch(ctx.context, parsedInput));

/** Notes how much a search for the ticket's person found, and how much of it was chosen. */
export const noteFindingsAction = memberAction("noteFindings", "tickets:manage")
  .inputSchema(findingsSchema)
  .action(({ parsedInput, ctx }) => noteFindings(ctx.context, parsedInput));

export const extendTicketAction = memberAction("extendTicket", "tickets:manage")
  .inputSchema(extendSchema)
  .action(({ parsedInput, ctx }) => extend(ctx.context, parsedInput));

export const denyTicketAction = memberAction("denyTicket", "tickets:manage")
  .inputSchema(denySchema)
  .action(({ parsedInput, ctx }) => deny(ctx.context, parsedInput));

export const withdrawTicketAction = memberAction("withdrawTicket", "tickets:manage")
  .inputSchema(ticketInputSchema)
  .action(({ parsedInput, ctx }) => withdraw(ctx.context, parsedInput));

export const closeTicketAction = memberAction("closeTicket", "tickets:manage")
  .inputSchema(ticketInputSchema)
  .action(({ parsedInput, ctx }) => close(ctx.context, parsedInput));

/** Closes a ticket of whose person nothing was found. */
export const closeNothingFoundAction = memberAction("closeNothingFound", "tickets:manage")
  .inputSchema(ticketInputSchema)
  .action(({ parsedInput, ctx }) => closeNothingFound(ctx.context, parsedInput));

export const reopenTicketAction = memberAction("reopenTicket", "tickets:manage")
  .inputSchema(ticketInputSchema)
  .action(({ parsedInput, ctx }) => reopen(ctx.context, parsedInput));

export const assignTicketAction = memberAction("assignTicket", "tickets:manage")
  .inputSchema(assignSchema)
  .action(({ parsedInput, ctx }) => assign(ctx.context, parsedInput));

/** Gives several tickets to one member; answers how many changed hands. */
export const assignTicketsAction = memberAction("assignTickets", "tickets:manage")
  .inputSchema(assignManySchema)
  .action(({ parsedInput, ctx }) => assignMany(ctx.context, parsedInput));

export const addTicketNoteAction = memberAction("addTicketNote", "tickets:manage")
  .inputSchema(noteSchema)
  .action(({ parsedInput, ctx }) => addNote(ctx.context, parsedInput));

export const changeSubjectAction = memberAction("changeSubject", "tickets:manage")
  .inputSchema(changeSubjectSchema)
  .action(({ parsedInput, ctx }) => changeSubject(ctx.context, parsedInput));

/** Notes ids that a search for the ticket's person found, and that are theirs as well. */
export const confirmAliasesAction = memberAction("confirmAliases", "tickets:manage")
  .inputSchema(confirmAliasesSchema)
  .action(({ parsedInput, ctx }) => confirmAliases(ctx.context, parsedInput));

export const correctRequestAction = memberAction("correctRequest", "tickets:manage")
  .inputSchema(correctRequestSchema)
  .action(({ parsedInput, ctx }) => correctRequest(ctx.context, parsedInput));

export const addRecipientAction = memberAction("addRecipient", "tickets:manage")
  .inputSchema(newRecipientSchema)
  .action(({ parsedInput, ctx }) => addRecipient(ctx.context, parsedInput));

export const tellRecipientAction = memberAction("tellRecipient", "tickets:manage")
  .inputSchema(tellRecipientSchema)
  .action(({ parsedInput, ctx }) => tellRecipient(ctx.context, parsedInput));

export const removeRecipientAction = memberAction("removeRecipient", "tickets:manage")
  .inputSchema(recipientSchema)
  .action(({ parsedInput, ctx }) => removeRecipient(ctx.context, parsedInput));

/** Refuses, or reports, new memories of the ticket's person from now on. */
export const suppressSubjectAction = memberAction("suppressSubject", "tickets:manage")
  .inputSchema(suppressSchema)
  .action(({ parsedInput, ctx }) => suppressSubject(ctx.context, parsedInput));

/** Lets them in again. */
export const liftSuppressionAction = memberAction("liftSuppression", "suppressions:manage")
  .inputSchema(liftSuppressionSchema)
  .action(async ({ parsedInput, ctx }) => {
    await liftSuppression(ctx.context, parsedInput);
    refresh();
  });

export const recordExemptionAction = memberAction("recordExemption", "tickets:manage")
  .inputSchema(exemptSchema)
  .action(({ parsedInput, ctx }) => recordExemption(ctx.context, parsedInput));
