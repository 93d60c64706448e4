import type { ListedMember, MemberList } from "@/lib/members/types";
import { withNamedInvisible } from "@/lib/text/invisible-characters";

/** The lines of a table of members; instants are in UTC. */
export const memberTable = ({ members, total }: MemberList): string[] => {
  if (total === 0) return ["There are no members."];
  const rows = [["EMAIL", "ROLE", "STATE", "SECOND FACTOR", "LAST SEEN"], ...members.map(cellsOf)];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return total === members.length
    ? lines
    : [...lines, `${members.length} of ${total} members, disabled ones last.`];
};

const cellsOf = ({ email, role, state, hasSecondFactor, lastSeenAt }: ListedMember): string[] => [
  // A terminal would carry out what an address from a provider says.
  withNamedInvisible(email),
  role,
  stateWords(state),
  hasSecondFactor ? "yes" : "no",
  lastSeenAt === null ? "-" : minuteOf(lastSeenAt),
];

const stateWords = (state: ListedMember["state"]): string => {
  switch (state.kind) {
    case "active":
      return "active";
    case "invited":
      return state.until === null ? "invitation expired" : `invited until ${minuteOf(state.until)}`;
    case "disabled":
      return `disabled ${minuteOf(state.since)}`;
  }
};

const minuteOf = (at: string): string => at.slice(0, 16).replace("T", " ");
