import { parseAsString } from "nuqs/server";
import { z } from "zod";
import { storeIdSchema, type StoreId } from "@/lib/stores/store-ids";
import { deletionOutcomes, type DeletionOutcome } from "./outcome";
import { deletionStatuses, type DeletionStatus } from "./status";
import { ticketLengthMax } from "./request/schema";
import { deletionOperations, type DeletionOperation, type DeletionPosition } from "./types";
import { deletionIdSchema } from "./deletion-id";
import { comparedText, entityIdToFind } from "@/lib/memories/limits";

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
  const given = Object.fromEntries(Object.entries(values).map(([key, text]) => [key, text?.trim() || null]));
  const parsed = valuesSchema.safeParse(given);
  if (!parsed.success) {
    const part = String(parsed.error.issues[0]?.path[0] ?? "");
    return { ok: false, problem: `${partNames.get(part) ?? "A part"} in this link is not valid.` };
  }
  const { actor, status, outcome, operation, store, ticket, entity, from, to, after } = parsed.data;
  if (from !== null && to !== null && from > to) {
    return { ok: false, problem: "The first day in this link is later than the last day." };
  }
  return {
    ok: true,
    search: {
      actorId: actor,
      status,
      outcome,
      operation,
      storeId: store,
      ticket,
      entity,
      fromOn: from,
      toOn: to,
      after,
    },
  };
};

export const encodeDeletionPosition = (position: DeletionPosition): string => `${position.at}~${position.id}`;

const partNames = new Map([
  ["actor", "The person"],
  ["status", "The status"],
  ["outcome", "The outcome"],
  ["operation", "The operation"],
  ["store", "The store"],
  ["ticket", "The ticket"],
  ["entity", "The ID"],
  ["from", "The first day"],
  ["to", "The last day"],
  ["after", "The page"],
]);

const valuesSchema = z.object({
  actor: comparedText("A person").max(200).nullable(),
  status: z.enum(deletionStatuses).nullable(),
  outcome: z.enum(deletionOutcomes).nullable(),
  operation: z.enum(deletionOperations).nullable(),
  store: storeIdSchema.nullable(),
  ticket: comparedText("A ticket").max(ticketLengthMax).nullable(),
  entity: entityIdToFind().nullable(),
  from: z.iso.date().nullable(),
  to: z.iso.date().nullable(),
  after: z
    .string()
    .transform((text) => text.split("~"))
    .pipe(z.tuple([z.iso.datetime(), deletionIdSchema]))
    .transform(([at, id]): DeletionPosition => ({ at, id }))
    .nullable(),
});
