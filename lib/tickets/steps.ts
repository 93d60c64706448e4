import type { Ticket } from "./types";

/** What can be done with a ticket; `find` and `erase` lead to the page that finds the person. */
export type TicketStep =
  | "acknowledge"
  | "check_identity"
  | "ask_identity"
  | "find"
  | "review"
  | "extend"
  | "deny"
  | "withdraw"
  | "close"
  | "reopen";

type Stepped = Pick<
  Ticket,
  "state" | "identity" | "acknowledgeDueOn" | "acknowledgedOn" | "extendableUntil" | "details"
>;

/** What is possible with a ticket as it stands; the first is the next step, when it is `primary`. */
export const stepsOf = (ticket: Stepped): { primary: TicketStep | null; others: TicketStep[] } => {
  const { state, identity, acknowledgeDueOn, acknowledgedOn, extendableUntil, details } = ticket;
  const toAcknowledge = acknowledgeDueOn !== null && acknowledgedOn === null;
  const toExtend: TicketStep[] = extendableUntil === null ? [] : ["extend"];
  const acknowledge: TicketStep[] = toAcknowledge ? ["acknowledge"] : [];
  // What is erased cannot be looked for.
  const find: TicketStep[] = details.state === "erased" ? [] : ["find"];
  switch (state) {
    case "open":
    case "searching": {
      const check: TicketStep[] = identity === null ? ["check_identity"] : [];
      const steps = [...acknowledge, ...check, ...find];
      const ask: TicketStep[] = identity === null ? ["ask_identity"] : [];
      return withFirst([...steps, ...ask, ...toExtend, "deny", "withdraw"]);
    }
    case "identity":
      return withFirst(["check_identity", ...acknowledge, ...find, ...toExtend, "deny", "withdraw"]);
    case "to_confirm": {
      const check: TicketStep[] = identity === null ? ["check_identity"] : [];
      return withFirst(["review", ...acknowledge, ...check, ...toExtend, "deny", "withdraw"]);
    }
    case "erasing":
      return { primary: null, others: [...acknowledge, ...find, ...toExtend] };
    case "done":
      return withFirst(["close", ...find, "reopen"]);
    case "partly_done":
      return withFirst([...find, "close", "deny", "reopen"]);
    case "denied":
    case "withdrawn":
      return withFirst(["close", "reopen"]);
    case "closed":
      return { primary: null, others: details.state === "erased" ? [] : ["reopen"] };
  }
};

const withFirst = ([primary, ...others]: TicketStep[]) => ({ primary: primary ?? null, others });
