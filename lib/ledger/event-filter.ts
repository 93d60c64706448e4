import { z } from "zod";

/** What the ledger page can be narrowed by; null is no condition. All of them hold. */
export type EventFilter = {
  kind: string | null;
  /** The ID of who did it: of a member, an API key, or what Lethe itself does it as. */
  actor: string | null;
  deletion: string | null;
  /** The reference of a ticket, whole and in any case: its events, and those of its deletions. */
  ticket: string | null;
  /** First and last day, `YYYY-MM-DD` in UTC. */
  from: string | null;
  to: string | null;
};

export const noEventFilter: EventFilter = {
  kind: null,
  actor: null,
  deletion: null,
  ticket: null,
  from: null,
  to: null,
};

const text = (lengthMax: number) =>
  z
    .string()
    .trim()
    .max(lengthMax)
    .transform((value) => (value === "" ? null : value))
    .nullable()
    .default(null);
const day = z
  .union([z.iso.date(), z.literal("").transform(() => null)])
  .nullable()
  .default(null);

/**
 * The filter and the page, as they stand in the address. A part that cannot be read is an error and never left out: other events
 * would be shown as the answer.
 */
export const ledgerSearchSchema = z.object({
  kind: text(100),
  actor: text(100),
  deletion: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.union([z.uuid(), z.literal("").transform(() => null)]))
    .nullable()
    .default(null),
  ticket: text(200),
  from: day,
  to: day,
  before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).nullable().default(null),
});

export const isFiltered = (filter: EventFilter): boolean =>
  Object.values(filter).some((value) => value !== null);

/** The address of a page of the ledger. */
export const ledgerHref = (filter: EventFilter, beforeSeq: number | null): string => {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value !== null) params.set(name, value);
  if (beforeSeq !== null) params.set("before", String(beforeSeq));
  return params.size === 0 ? "/ledger" : `/ledger?${params.toString()}`;
};
