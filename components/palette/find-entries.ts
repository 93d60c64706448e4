import type { QueryClient } from "@tanstack/react-query";
import { AppWindow, Bot, Brain, Play, Ticket, Trash2, User, type LucideIcon } from "lucide-react";
import { deletionHref } from "@/components/deletions/deletion-columns";
import { entityHref } from "@/components/entities/entity-href";
import { describeDeletion } from "@/lib/deletions/words/describe-deletion";
import { deletionPageQuery, deletionQuery, deletionSearchString } from "@/lib/deletions/query-options";
import { deletionSearchFrom, noConditions } from "@/lib/deletions/search";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { entityFieldOf, entityKinds, type EntityKind } from "@/lib/memories/entity";
import { RequestError } from "@/lib/http/request-error";
import { facetQuery, memoryDetailsQuery } from "@/lib/browse/memory-queries";
import { builtinIdSchema } from "@/lib/memories/memory-id-schema";
import { withStore } from "@/lib/stores/store-param";
import type { StoreId } from "@/lib/stores/store-ids";
import { pickedTicketsQuery } from "@/lib/tickets/query-options";
import { stateWords } from "@/lib/tickets/words";
import { ticketHref } from "@/components/tickets/ticket-href";
import { foldText } from "@/lib/text/fold-text";
import type { PaletteEntry } from "./palette-entry";

/** What was found, and what could not be searched: if that is not empty, "nothing found" would be a guess. */
export type FoundEntries = {
  /** Those that are called just so, to the letter. */
  exact: PaletteEntry[];
  /** Those that are in another case or form. */
  alike: PaletteEntry[];
  others: PaletteEntry[];
  failed: string[];
};

type Place = { name: string; find: () => Promise<Omit<FoundEntries, "failed">> };

const shownMax = 5;
const looks: Record<EntityKind, { Icon: LucideIcon; noun: string }> = {
  user: { Icon: User, noun: "Users" },
  agent: { Icon: Bot, noun: "Agents" },
  app: { Icon: AppWindow, noun: "Apps" },
  run: { Icon: Play, noun: "Runs" },
};

/** Looks for a text in everything that has names: entities and memories of a store, deletions, their tickets. */
export const findEntries = async (
  client: QueryClient,
  { storeId, text, hrefs }: { storeId: StoreId | null; text: string; hrefs: readonly string[] },
): Promise<FoundEntries> => {
  const places: Place[] = [
    ...(hrefs.includes("/memories") && storeId !== null
      ? [
          memoryPlace(client, storeId, text),
          ...entityKinds.map((kind) => entityPlace(client, storeId, kind, text)),
        ]
      : []),
    ...(hrefs.includes("/tickets") ? [ticketPlace(client, text)] : []),
    ...(hrefs.includes("/history")
      ? [deletionPlace(client, text), ticketOfDeletionsPlace(client, text)]
      : []),
  ];
  const answers = await Promise.allSettled(places.map(({ find }) => find()));
  const found = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
  return {
    exact: found.flatMap(({ exact }) => exact),
    alike: found.flatMap(({ alike }) => alike),
    others: found.flatMap(({ others }) => others),
    failed: places.flatMap(({ name }, index) => (answers[index]?.status === "rejected" ? [name] : [])),
  };
};

const entityPlace = (client: QueryClient, storeId: StoreId, kind: EntityKind, text: string): Place => ({
  name: looks[kind].noun.toLowerCase(),
  find: async () => {
    const values = await client.query(facetQuery(storeId, entityFieldOf[kind], text));
    const entries = values.slice(0, shownMax).map(({ value, count, isLowerBound }): PaletteEntry => ({
      key: `${kind} ${value}|`,
      group: looks[kind].noun,
      Icon: looks[kind].Icon,
      label: value,
      note: `${isLowerBound === true ? "at least " : ""}${count.toLocaleString("en")}`,
      action: { href: entityHref({ kind, value }, storeId) },
    }));
    return byLikeness(entries, text);
  },
});

const memoryPlace = (client: QueryClient, storeId: StoreId, text: string): Place => ({
  name: "memories by ID",
  find: async () => {
    const id = builtinIdSchema.safeParse(text);
    if (!id.success) return nothing;
    const details = await client.query(memoryDetailsQuery(storeId, id.data)).catch(nullWhereNotFound);
    return onlyExact(
      details !== null && {
        key: `memory ${id.data}`,
        group: "Memories",
        Icon: Brain,
        label: `Memory ${id.data}`,
        action: { href: withStore(`/memories?open=${encodeURIComponent(id.data)}`, storeId) },
      },
    );
  },
});

const deletionPlace = (client: QueryClient, text: string): Place => ({
  name: "deletions by ID",
  find: async () => {
    const id = deletionIdSchema.safeParse(text.toLowerCase());
    if (!id.success) return nothing;
    const deletion = await client.query(deletionQuery(id.data)).catch(nullWhereNotFound);
    return onlyExact(
      deletion !== null && {
        key: `deletion ${id.data}`,
        group: "Deletions",
        Icon: Trash2,
        label: describeDeletion(deletion),
        action: { href: deletionHref(deletion) },
      },
    );
  },
});

/** Tickets by a part of their reference, or of a person of this name or id. */
const ticketPlace = (client: QueryClient, text: string): Place => ({
  name: "tickets",
  find: async () => {
    const { tickets } = await client.query(pickedTicketsQuery(text, { isForAll: true }));
    const entries = tickets.slice(0, shownMax).map(({ reference, state }): PaletteEntry => ({
      key: `ticket page ${reference}|`,
      group: "Tickets",
      Icon: Ticket,
      label: reference,
      note: stateWords[state],
      action: { href: ticketHref(reference) },
    }));
    return byLikeness(entries, text);
  },
});

const ticketOfDeletionsPlace = (client: QueryClient, text: string): Place => ({
  name: "tickets of deletions",
  find: async () => {
    const result = deletionSearchFrom({ ...noConditions, after: null, ticket: text });
    if (!result.ok) return nothing;
    const page = await client.query(deletionPageQuery(result.search));
    const tickets = [...new Set(page.deletions.flatMap(({ ticket }) => ticket ?? []))].slice(0, shownMax);
    const entries = tickets.map((ticket): PaletteEntry => ({
      key: `ticket ${ticket}|`,
      group: "Tickets",
      Icon: Ticket,
      label: ticket,
      note: "its deletions",
      action: { href: `/history${deletionSearchString({ ...result.search, ticket })}` },
    }));
    return byLikeness(entries, text);
  },
});

const byLikeness = (entries: PaletteEntry[], text: string) => {
  const isExact = ({ label }: PaletteEntry) => label === text;
  const isAlike = (entry: PaletteEntry) => !isExact(entry) && foldText(entry.label) === foldText(text);
  return {
    exact: entries.filter(isExact),
    alike: entries.filter(isAlike),
    others: entries.filter((entry) => !isExact(entry) && !isAlike(entry)),
  };
};

const nothing = { exact: [], alike: [], others: [] };
const onlyExact = (entry: PaletteEntry | false) => ({ ...nothing, exact: entry === false ? [] : [entry] });

const nullWhereNotFound = (error: unknown): null => {
  if (error instanceof RequestError && error.code === "not_found") return null;
  throw error;
};
