import { parseAsString } from "nuqs/server";
import { idLengthMax } from "@/lib/memories/limits";
import { isStoreId, type StoreId } from "@/lib/stores/store-ids";
import { readParts } from "@/lib/text/read-parts";
import { hasNullCharacter } from "@/lib/text/storable-text";
import { isDayText, isUuid, oneOf, readPosition } from "@/lib/text/text-forms";
import type { DeletionId } from "./deletion-id";
import { deletionOutcomes, type DeletionOutcome } from "./outcome";
import { deletionStatuses, type DeletionStatus } from "./status";
import { ticketLengthMax } from "./request/limits";
import { deletionOperations, type DeletionOperation, type DeletionPosition } from "./types";

/**
 * The view of /history, as it stands in the URL; null is no condition. A part that cannot be read is an error and never
 * ignored: a forgotten condition would show other deletions as the answer.
 */
export type DeletionSearch = {
  actorId: string | null;
  status: DeletionStatus | null;
  outcome: DeletionOutcome | null;
  operation: DeletionOperation | null;
  storeId: StoreId | null;
  /** Part of a ticket reference, in any case. */
  ticket: string | null;
  /** An entity's id, exactly: deletions that name it. */
  entity: string | null;
  /** First and last day, `YYYY-MM-DD` in UTC, of the request. */
  fromOn: string | null;
  toOn: string | null;
  after: DeletionPosition | null;
};

/** Parsers of the query string, for nuqs on both sides of the wire. Text all of them: nuqs drops what it cannot parse. */
export const deletionSearchParams = {
  actor: parseAsString,
  status: parseAsString,
  outcome: parseAsString,
  operation: parseAsString,
  store: parseAsString,
  ticket: parseAsString,
  entity: parseAsString,
  from: parseAsString,
  to: parseAsString,
  after: parseAsString,
};
export type DeletionSearchValues = Record<keyof typeof deletionSearchParams, string | null>;

/** A view of all deletions, on any page. */
export const noConditions: Omit<Record<keyof DeletionSearchValues, null>, "after"> = {
  actor: null,
  status: null,
  outcome: null,
  operation: null,
  store: null,
  ticket: null,
  entity: null,
  from: null,
  to: null,
};

export type DeletionSearchResult = { ok: true; search: DeletionSearch } | { ok: false; problem: string };

/** Makes a search of the parsed query string, or says in a sentence which part cannot be read. Blank is no condition. */
export const deletionSearchFrom = (values: DeletionSearchValues): DeletionSearchResult => {
  const read = readParts(values, readers);
  if (!read.ok) return { ok: false, problem: `${partNames[read.part]} in this link is not valid.` };
  const { actor, store, from, to, ...same } = read.parts;
  if (from !== null && to !== null && from > to) {
    return { ok: false, problem: "The first day in this link is later than the last day." };
  }
  return { ok: true, search: { ...same, actorId: actor, storeId: store, fromOn: from, toOn: to } };
};

export const encodeDeletionPosition = (position: DeletionPosition): string => `${position.at}~${position.id}`;

const positionFrom = (text: string): DeletionPosition | undefined => {
  const { at, id = "" } = readPosition(text) ?? {};
  // The cast: ids of deletions are UUIDs.
  return at !== undefined && isUuid(id) ? { at, id: id as DeletionId } : undefined;
};

const readers = {
  actor: (text: string) => storable(text, 200),
  status: (text: string) => oneOf(deletionStatuses, text),
  outcome: (text: string) => oneOf(deletionOutcomes, text),
  operation: (text: string) => oneOf(deletionOperations, text),
  store: (text: string) => (isStoreId(text) ? text : undefined),
  ticket: (text: string) => storable(text, ticketLengthMax),
  entity: (text: string) => storable(text, idLengthMax),
  from: (text: string) => (isDayText(text) ? text : undefined),
  to: (text: string) => (isDayText(text) ? text : undefined),
  after: positionFrom,
};

const storable = (text: string, lengthMax: number): string | undefined =>
  text.length <= lengthMax && !hasNullCharacter(text) ? text : undefined;

const partNames: Readonly<Record<keyof typeof readers, string>> = {
  actor: "The person",
  status: "The status",
  outcome: "The outcome",
  operation: "The operation",
  store: "The store",
  ticket: "The ticket",
  entity: "The ID",
  from: "The first day",
  to: "The last day",
  after: "The page",
};
