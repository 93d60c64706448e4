import type { Context } from "@/lib/access/context";
import { entityNamesOf } from "@/lib/deletions/entity-names";
import { referWith } from "@/lib/deletions/server/record/reference";
import type { Deletion } from "@/lib/deletions/types";
import { SealError } from "@/lib/text/server/seal";
import { openDetails } from "@/lib/tickets/server/seal-ticket";
import type { TicketRow } from "@/lib/tickets/server/ticket-row";
import type { CertificateFacts, CertificateNames } from "../types";

type Subject = CertificateFacts["subject"];

/**
 * Whom a certificate is about: the names of its ticket, or the entities that its deletions name. As references each is what history
 * shows in place of the same name, so that somebody who brings it can be matched.
 */
export const subjectOf = (
  { secret }: Pick<Context, "secret">,
  {
    ticket,
    deletions,
    names,
  }: { ticket: TicketRow | null; deletions: readonly Deletion[]; names: CertificateNames },
): Subject => {
  const refer = referWith(secret);
  const shown = (name: string): string => (names === "plain" ? name : refer(name));
  if (ticket !== null) {
    const known = namesOf(secret, ticket);
    return { names: unique((known ?? []).map(shown)), isErased: known === null };
  }
  return {
    names: unique(
      deletions.flatMap((deletion) => {
        const found = entitiesOf(deletion);
        // What was hidden or erased are references already.
        return deletion.filter.state === "plain" ? found.map(shown) : found;
      }),
    ),
    isErased: deletions.some(({ filter }) => filter.state === "erased"),
  };
};

/** The names of a ticket; null where they are erased. */
export const namesOf = (secret: string, ticket: TicketRow): string[] | null => {
  try {
    return openDetails(secret, ticket)?.names ?? null;
  } catch (error) {
    // Under another LETHE_SECRET: as good as erased.
    if (error instanceof SealError) return null;
    throw error;
  }
};

/** The entities that a deletion names, as it shows them. */
export const entitiesOf = ({ selection }: Deletion): string[] => {
  switch (selection.kind) {
    case "listed":
      return [];
    case "entity":
      return entityNamesOf(selection);
    case "matching":
      return entityNamesOf({
        kind: "matching",
        filter: selection.filter,
        excludedIds: [],
        keepsImmutable: false,
      });
    case "scope":
      return entityNamesOf({ kind: "scope", scope: selection.scope, excludedIds: [], keepsImmutable: false });
  }
};

const unique = (names: string[]): string[] => [...new Set(names)];
