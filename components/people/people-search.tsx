"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import type { ConfirmationThresholds } from "@/lib/env/confirmation-variables";
import type { StoreChoice } from "@/lib/stores/shown-store";
import { selectionsOf } from "@/lib/people/person-selection";
import { termsOf } from "@/lib/people/terms";
import type { PersonEntity } from "@/lib/people/types";
import type { StoreId } from "@/lib/stores/store-ids";
import type { Ticket } from "@/lib/tickets/types";
import { Notice } from "@/components/ui/notice";
import { shownError } from "@/lib/http/shown-error";
import { chosenCount, chosenOf, confirmedAs, ticksNone, type Chosen } from "./chosen";
import { PossiblyTheirs, Theirs } from "./entity-groups";
import type { ErasurePart } from "./erasure-confirmation";
import { AboutThem, ByAgents } from "./memory-groups";
import { FailedStores, NotSearched } from "./not-searched";
import { PeopleBar } from "./people-bar";
import type { PeopleTable } from "./people-table";
import { entityKey, memoryKey } from "./person-findings";
import { PersonForm } from "./person-form";
import { newTicketHref } from "./person-hash";
import { RequestedDeletions } from "./requested-deletions";
import { SearchState } from "./search-state";
import { useErasing } from "./use-erasing";
import { useTicketAliases } from "./use-ticket-aliases";
import { useTicketFindings } from "./use-ticket-findings";
import { usePersonSearch } from "./use-person-search";

// Comes when it is asked for: with it come the form of a new ticket and the calendars of its clocks.
const EraseDialog = dynamic(() => import("./erase-dialog").then(({ EraseDialog: Dialog }) => Dialog));

export type PeopleProps = {
  /** Those that are searched. */
  stores: readonly StoreChoice[];
  canErase: boolean;
  canCreateTickets: boolean;
  canManageTickets: boolean;
  thresholds: ConfirmationThresholds;
};

/** The field, what it found, and what is done with it. */
export const PeopleSearch = ({
  stores,
  canErase,
  canCreateTickets,
  canManageTickets,
  thresholds,
  initialText,
  initialConfirmed = [],
  ticket,
}: PeopleProps & {
  initialText: string;
  /** What was confirmed before to be the same person's. */
  initialConfirmed?: readonly PersonEntity[];
  ticket: Pick<Ticket, "id" | "reference" | "identity"> | null;
}) => {
  const storeIds = stores.map(({ id }) => id);
  const storeNameOf = (id: StoreId) => stores.find((store) => store.id === id)?.name ?? id;
  const search = usePersonSearch(
    storeIds,
    initialText === "" ? null : { text: initialText, confirmed: initialConfirmed },
  );
  const { findings, sought, isSearching } = search;
  const [ticks, setTicks] = useState(ticksNone);
  const [asking, setAsking] = useState<{ chosen: Chosen; parts: readonly ErasurePart[] } | null>(null);
  const erasing = useErasing(isSearching);
  // What is left after a deletion is for the stores to say.
  const [endedCount, setEndedCount] = useState(0);
  if (erasing.endedCount !== endedCount) {
    setEndedCount(erasing.endedCount);
    search.again();
  }

  const chosen = chosenOf(findings, {
    untickedEntities: new Set([...ticks.untickedEntities, ...erasing.words.keys()]),
    memories: new Set([...ticks.memories].filter((key) => !erasing.words.has(key))),
  });
  const unfinished = storeIds.filter((id) => {
    const store = findings.stores.get(id);
    return store === undefined || store.failure !== null || store.searched.size < 4;
  });
  const ofTicket = useTicketFindings(canManageTickets ? (ticket?.id ?? null) : null, {
    findings,
    storeIds,
    chosen,
    isSearching,
  });
  const aliases = useTicketAliases(canManageTickets ? (ticket?.id ?? null) : null);
  const confirm = (entities: readonly PersonEntity[], isSamePerson: boolean) => {
    search.confirm(entities, isSamePerson);
    aliases.note(entities, isSamePerson);
  };
  const table: PeopleTable = {
    findings,
    storeIds,
    storeNameOf,
    isSearching,
    ticks,
    confirmed: sought?.confirmed ?? [],
    confirmedAs: (entity) => confirmedAs(entity, sought?.confirmed ?? [], sought?.text ?? ""),
    canTick: canErase || (canCreateTickets && ticket === null),
    erasureWordsOf: (key) => erasing.words.get(key) ?? null,
    onTickEntities: (entities, isTicked) =>
      setTicks((before) => ({
        ...before,
        untickedEntities: changed(before.untickedEntities, entities.map(entityKey), !isTicked),
      })),
    onTickMemories: (memories, isTicked) =>
      setTicks((before) => ({
        ...before,
        memories: changed(before.memories, memories.map(memoryKey), isTicked),
      })),
  };
  const erase = () => {
    const parts = selectionsOf(chosen).flatMap(({ storeId, selection }) => {
      const store = stores.find(({ id }) => id === storeId);
      return store === undefined ? [] : [{ store, selection }];
    });
    setAsking({ chosen, parts });
    ofTicket.note();
  };
  return (
    <>
      <div className="grid w-full max-w-5xl flex-1 grid-cols-[minmax(0,1fr)] content-start gap-4 px-4 py-5">
        <PersonForm
          initialText={initialText}
          storeCount={stores.length}
          takesFocus={initialText === ""}
          onSearch={(text) => {
            setTicks(ticksNone);
            search.start(text);
          }}
        />
        {erasing.deletions.length > 0 && <RequestedDeletions deletions={erasing.deletions} />}
        {sought !== null && (
          <>
            <SearchState search={search} />
            {aliases.error !== null && (
              <Notice look="warning" role="alert">
                What was confirmed could not be noted on the ticket, so later looks would not search for it.{" "}
                {shownError(aliases.error).message}
              </Notice>
            )}
            {ofTicket.error !== null && (
              <Notice look="warning" role="alert">
                What was found could not be noted on the ticket. {shownError(ofTicket.error).message}
              </Notice>
            )}
            <FailedStores
              findings={findings}
              storeNameOf={storeNameOf}
              isSearching={isSearching}
              onTryAgain={search.tryAgain}
            />
            <Theirs table={table} onNotSamePerson={(entities) => confirm(entities, false)} />
            <PossiblyTheirs table={table} onSamePerson={confirm} />
            <AboutThem table={table} onSamePerson={confirm} />
            <ByAgents table={table} />
            <NotSearched findings={findings} storeNameOf={storeNameOf} />
          </>
        )}
      </div>
      {sought !== null && (
        <PeopleBar
          chosen={chosenCount(chosen)}
          isSearching={isSearching}
          canErase={canErase}
          newTicketHref={
            canCreateTickets && ticket === null ? newTicketHref(namesOf(sought.text, chosen)) : null
          }
          onErase={erase}
        />
      )}
      {asking !== null && (
        <EraseDialog
          parts={asking.parts}
          ticket={ticket?.reference ?? ""}
          isIdentityUnchecked={ticket !== null && ticket.identity === null}
          unfinished={unfinished.map(storeNameOf)}
          thresholds={thresholds}
          onRequested={(deletion) => erasing.note(deletion, asking.chosen)}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
};

const changed = (before: ReadonlySet<string>, keys: readonly string[], isIn: boolean): Set<string> => {
  const next = new Set(before);
  for (const key of keys) {
    if (isIn) next.add(key);
    else next.delete(key);
  }
  return next;
};

/** What was typed, and the ids that are taken besides. */
const namesOf = (text: string, { entities }: Chosen): string[] =>
  termsOf([text, ...entities.map(({ value }) => value)].join("\n"));
