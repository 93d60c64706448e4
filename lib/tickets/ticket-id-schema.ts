import { z } from "zod";

export const ticketIdSchema = z.uuid().brand<"TicketId">();
