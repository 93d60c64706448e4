import type { LastSearch, Ticket } from "./types";

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
  /** Nothing of theirs was found: done, with nothing erased. */
  | "close_nothing"
  | "reopen";

type Stepped = Pick<
  Ticket,
  "state" | "identity" | "acknowledgeDueOn" | "acknowledgedOn" | "extendableUntil" | "details"
>;

/** What is possible with a ticket as it stands; the first is the next step, when it is `primary`. */
export const stepsOf = (
  ticket: Stepped,
  lastSearch: Pick<LastSearch, "theirsCount" | "foundCount" | "notSearched" | "isCurrent"> | null,
): { primary: TicketStep | null; others: TicketStep[] } => {
  const { state, identity, acknowledgeDueOn, acknowledgedOn, extendableUntil, details } = ticket;
  const toAcknowledge = acknowledgeDueOn !== null && acknowledgedOn === null;
  const toExtend: TicketStep[] = extendableUntil === null ? [] : ["extend"];
  const acknowledge: TicketStep[] = toAcknowledge ? ["acknowledge"] : [];
  // What is erased cannot be looked for.
  const find: TicketStep[] = details.state === "erased" ? [] : ["find"];
  const hasNothing = lastSearch?.isCurrent === true && lastSearch.theirsCount === 0;
  const closeNothing: TicketStep[] = hasNothing ? ["close_nothing"] : [];
  // Where a store has not answered, the search is not over.
  const isOver =
    hasNothing && lastSearch.foundCount === 0 && lastSearch.notSearched.every(({ why }) => why !== "failed");
  switch (state) {
    case "open":
    case "searching": {
      const check: TicketStep[] = identity === null ? ["check_identity"] : [];
      if (state === "searching" && isOver)
        return withFirst([
          ...closeNothing,
          ...find,
          ...acknowledge,
          ...check,
          ...toExtend,
          "deny",
          "withdraw",
        ]);
      if (state === "searching" && hasNothing)
        return withFirst([
          ...find,
          ...closeNothing,
          ...acknowledge,
          ...check,
          ...toExtend,
          "deny",
          "withdraw",
        ]);
      const steps = [...acknowledge, ...check, ...find];
      const ask: TicketStep[] = identity === null ? ["ask_identity"] : [];
      return withFirst([...steps, ...ask, ...toExtend, "deny", "withdraw"]);
    }
    case "identity":
      return withFirst(["check_identity", ...acknowledge, ...find, ...toExtend, "deny", "withdraw"]);
    case "to_confirm": {
      const check: TicketStep[] = identity === null ? ["check_identity"] : [];
      return withFirst([
        "review",
        ...closeNothing,
        ...acknowledge,
        ...check,
        ...toExtend,
        "deny",
        "withdraw",
      ]);
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
