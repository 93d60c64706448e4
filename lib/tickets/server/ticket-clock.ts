import { sql } from "drizzle-orm";
import { answeredStates } from "@/lib/tickets/states";
import { tickets } from "@/drizzle/schema/tickets";

const answered = sql.join(
  answeredStates.map((state) => sql`${state}`),
  sql`, `,
);

/**
 * The day on which a ticket is due next, to be acknowledged or answered, for order and filters. Infinity where no law sets a day,
 * and of what was answered: no clock counts then.
 */
export const dueKey = sql<string>`(case when ${tickets.state} in (${answered}) then 'infinity'::date else coalesce(
  least(${tickets.dueOn}, case when ${tickets.acknowledgedOn} is null then ${tickets.acknowledgeDueOn} end),
  'infinity'::date) end)`;
