import type { TicketSearch } from "@/lib/tickets/search";

const searchOf = (due: "week" | "overdue"): TicketSearch => ({
  state: "active",
  law: null,
  assignee: null,
  due,
  after: null,
});

/** Tickets of anybody that are to be answered within days, or should have been: the lists that the numbers lead to. */
export const dueSearch = searchOf("week");
export const overdueSearch = searchOf("overdue");
