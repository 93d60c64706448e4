"use client";

import { useMutation } from "@tanstack/react-query";
import { actionAnswer } from "@/lib/actions/action-answer";
import type { PersonEntity } from "@/lib/people/types";
import { confirmAliasesAction } from "@/lib/tickets/actions";
import type { TicketId } from "@/lib/tickets/types";

/** Notes on a ticket which ids were confirmed to be its person's, so that its later looks search for them, too. */
export const useTicketAliases = (ticketId: TicketId | null) => {
  const { mutate, error } = useMutation({
    mutationFn: (input: { id: TicketId; entities: PersonEntity[]; isSamePerson: boolean }) =>
      actionAnswer(() => confirmAliasesAction(input)),
    // One after the other: the last word counts.
    scope: { id: "aliases of a ticket" },
  });
  return {
    error,
    note: (entities: readonly PersonEntity[], isSamePerson: boolean) => {
      if (ticketId === null) return;
      const named = entities.map(({ storeId, kind, value }) => ({ storeId, kind, value }));
      mutate({ id: ticketId, entities: named, isSamePerson });
    },
  };
};
