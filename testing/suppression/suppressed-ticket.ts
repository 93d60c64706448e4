import type { Context } from "@/lib/access/context";
import type { SuppressionMode } from "@/lib/suppression/types";
import { getTicketView } from "@/lib/tickets/server/get-ticket-view";
import { suppressSubject } from "@/lib/tickets/server/suppress-subject";
import { createdTicket } from "@/testing/tickets/ticket-fixtures";

/** For tests: a ticket about these ids, all of which are suppressed. */
export const suppressedTicket = async (
  ctx: Context,
  ids: string[],
  mode: SuppressionMode = "refuse",
): Promise<{ id: Awaited<ReturnType<typeof createdTicket>>["id"]; reference: string }> => {
  const { id, reference, version } = await createdTicket(ctx, { names: ids });
  await suppressSubject(ctx, { id, version, mode, ids });
  return { id, reference };
};

/** For tests: the suppression of a ticket as its page shows it. */
export const suppressionOf = async (ctx: Context, reference: string) => {
  const { suppression } = await getTicketView(ctx, reference);
  if (suppression === null) throw new Error("The ticket has no suppression.");
  return suppression;
};
