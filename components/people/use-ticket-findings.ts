"use client";

import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { actionAnswer } from "@/lib/actions/action-answer";
import { noteFindingsAction, startSearchAction } from "@/lib/tickets/actions";
import type { StoreId } from "@/lib/stores/store-ids";
import type { TicketId } from "@/lib/tickets/types";
import { chosenCount, type Chosen } from "./chosen";
import { groupOf, unsearchedOf, type Findings } from "./person-findings";

/**
 * Notes on a ticket that its person is being looked for, and at the end of a search how much was found and how much of it is
 * chosen: numbers, no words. `note` notes what is chosen now, if that is something else.
 */
export const useTicketFindings = (
  ticketId: TicketId | null,
  {
    findings,
    storeIds,
    chosen,
    isSearching,
  }: { findings: Findings; storeIds: readonly StoreId[]; chosen: Chosen; isSearching: boolean },
) => {
  const { mutate, error } = useMutation({
    mutationFn: async ({ id, counts }: { id: TicketId; counts: Counts | null }) => {
      if (counts === null) await actionAnswer(() => startSearchAction({ id }));
      else await actionAnswer(() => noteFindingsAction({ id, ...counts }));
    },
    // One after the other: the beginning of a search comes before its end.
    scope: { id: "findings of a ticket" },
  });
  const noted = useRef("");
  const note = () => {
    if (ticketId === null) return;
    const counts = { ...countsOf(findings, chosen), notSearched: unsearchedOf(findings, storeIds) };
    const text = JSON.stringify(counts);
    if (noted.current === text) return;
    noted.current = text;
    mutate({ id: ticketId, counts });
  };

  // The outside system: the ticket's timeline, on the server.
  const wasSearching = useRef(false);
  useEffect(() => {
    if (ticketId !== null && isSearching && !wasSearching.current) mutate({ id: ticketId, counts: null });
    if (!isSearching && wasSearching.current) note();
    wasSearching.current = isSearching;
  });
  return { note, error };
};

type Counts = Omit<Parameters<typeof noteFindingsAction>[0], "id">;

const countsOf = (findings: Findings, chosen: Chosen): Counts => {
  const numberOf = (group: "theirs" | "possibly_theirs") =>
    groupOf(findings, group).items.reduce((sum, { count }) => sum + count.value, 0);
  const { count, storeCount } = chosenCount(chosen);
  return {
    theirsCount: numberOf("theirs"),
    possiblyTheirsCount: numberOf("possibly_theirs"),
    aboutCount: groupOf(findings, "about").items.length,
    inTheirRunsCount: groupOf(findings, "in_their_runs").items.length,
    chosenCount: count,
    storeCount,
  };
};
