import type { Context } from "@/lib/access/context";
import { formatEventLine } from "@/lib/ledger/event-line";
import { requirePermission } from "@/lib/access/require-permission";
import { readEvents } from "./read-events";

/** The whole ledger as JSON Lines, oldest event first: what `npm run ledger -- verify --file` reads. Throws not_permitted. */
export async function* exportLedger(
  ctx: Pick<Context, "actor" | "database">,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  requirePermission(ctx.actor, "ledger:read");
  for await (const event of readEvents(ctx.database, signal)) yield `${formatEventLine(event)}\n`;
}
