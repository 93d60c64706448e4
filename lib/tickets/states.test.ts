import { describe, expect, it } from "vitest";
import { canBecome, isAnswered, outcomeOf } from "./states";
import { ticketStates } from "./types";

/** A row for each state: a column for each that may follow, in the order of ticketStates. */
const table = `
              o i s c e d p n w x
  open        . x x x x . . x x .
  identity    x . x x x . . x x .
  searching   . x . x x x . x x .
  to_confirm  . x x . x x . x x .
  erasing     . . . x . x x . . .
  done        . . x . x . x . . x
  partly_done . . x x x x . x . x
  denied      x . x . x . . . . x
  withdrawn   x . x . x . . . . x
  closed      x . x . x . . . . .`;

describe("states of a ticket", () => {
  const rows = table
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/));

  it.each(rows.map(([from, ...cells]) => [from, cells] as const))("what follows %s", (from, cells) => {
    const state = ticketStates.find((each) => each === from);
    expect(state).toBeDefined();
    if (state === undefined) return;
    expect(ticketStates.map((to) => (canBecome(state, to) ? "x" : ".")).join(" ")).toBe(cells.join(" "));
  });

  it("are all in the table, and can all come to an end", () => {
    expect(rows.map(([from]) => from)).toEqual([...ticketStates]);
    const reachable = new Set<string>(["closed"]);
    for (let grew = true; grew;) {
      grew = false;
      for (const from of ticketStates) {
        if (reachable.has(from) || !ticketStates.some((to) => canBecome(from, to) && reachable.has(to)))
          continue;
        reachable.add(from);
        grew = true;
      }
    }
    expect(reachable.size).toBe(ticketStates.length);
  });

  it("that are answered have an outcome, and can be closed", () => {
    for (const state of ticketStates) {
      expect(outcomeOf(state) !== null, state).toBe(canBecome(state, "closed"));
      expect(isAnswered(state), state).toBe(state === "closed" || outcomeOf(state) !== null);
    }
  });
});
