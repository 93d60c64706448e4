import { ExpectedError } from "@/lib/errors/expected-error";
import { entityFilter } from "@/lib/filters/entity-filter";
import type { Filter } from "@/lib/filters/filter";
import { entityFieldOf, type EntityKind } from "@/lib/memories/entity";
import type { EntityField } from "@/lib/memories/types";
import type { Permission } from "./permissions";

export type NamedEntity = { kind: EntityKind; value: string };

/**
 * What an API key is narrowed to, beside its role. With `entities` it reaches the memories that name at least one of them, and no
 * others: they are not found, as if they were not there.
 */
export type Restriction = { storeId: string | null; entities: readonly NamedEntity[] | null };

/** Whoever asks without one is not narrowed. */
type Restricted = { restriction?: Restriction | null };

/** The entities of a memory, as rows of memories have them. */
type Entities = {
  userId?: string | null | undefined;
  agentId?: string | null | undefined;
  appId?: string | null | undefined;
  runId?: string | null | undefined;
};

const valueOf = (memory: Entities, kind: EntityKind): string | null | undefined => {
  switch (kind) {
    case "user":
      return memory.userId;
    case "agent":
      return memory.agentId;
    case "app":
      return memory.appId;
    case "run":
      return memory.runId;
  }
};

/** Throws not_permitted when nothing of what a permission is for is within reach, in the store `storeId`. */
export const requireWithinReach = (
  { restriction }: Restricted,
  permission: Permission,
  storeId: string,
): void => {
  if (restriction == null) return;
  if (permission === "webhooks:manage")
    throw refused("A webhook tells of every memory, and this API key is narrowed to some.");
  if (permission === "project:manage")
    throw refused("The project's settings are for every memory, and this API key is narrowed to some.");
  if (permission.startsWith("tickets:"))
    throw refused(
      "A ticket is about a person's memories in every store, and this API key is narrowed to some.",
    );
  if (permission.startsWith("memories:")) requireStore({ restriction }, storeId);
};

/** Throws not_permitted when an actor is narrowed to another store. */
export const requireStore = ({ restriction }: Restricted, storeId: string): void => {
  const only = restriction?.storeId ?? null;
  if (only !== null && only !== storeId) throw refused("This API key is for another store only.");
};

/** A filter that finds what is within reach of what another one finds. */
export const withinReach = <Wanted extends Filter | null>(
  { restriction }: Restricted,
  filter: Wanted,
): Wanted | Filter => {
  const entities = restriction?.entities ?? null;
  if (entities === null) return filter;
  // Without any it reaches nothing: no memory has a field both present and absent.
  if (entities.length === 0) return nothing;
  const reached = { or: entities.map(entityFilter) };
  return filter === null ? reached : { and: [filter, reached] };
};

const nothing: Filter = {
  and: [
    { field: "user_id", operator: "present" },
    { field: "user_id", operator: "absent" },
  ],
};

/** Whether a memory is within reach. */
export const isWithinReach = ({ restriction }: Restricted, memory: Entities): boolean => {
  const entities = restriction?.entities ?? null;
  return entities === null || entities.some(({ kind, value }) => valueOf(memory, kind) === value);
};

/** Throws not_permitted unless a memory that is to be added is within reach. */
export const requireReachedMemory = (restricted: Restricted, memory: Entities): void => {
  if (isWithinReach(restricted, memory)) return;
  throw refused(
    `This API key is narrowed, so that every memory it adds must name ${namesOf(restricted)}. Nothing was added.`,
  );
};

/**
 * Throws not_permitted unless what is to be deleted names one of the entities that are within reach, so that nothing else can be
 * part of it. `named`: the values that every memory of it has.
 */
export const requireReachedDeletion = (
  restricted: Restricted,
  named: Partial<Record<EntityField, string | null>>,
): void => {
  const entities = restricted.restriction?.entities ?? null;
  if (entities === null || entities.some(({ kind, value }) => named[entityFieldOf[kind]] === value)) return;
  throw refused(
    `This API key is narrowed, so that what it deletes must name ${namesOf(restricted)}. Nothing was deleted.`,
  );
};

const namesOf = ({ restriction }: Restricted): string =>
  (restriction?.entities ?? []).map(({ kind, value }) => `${kind} "${value}"`).join(" or ");

const refused = (message: string): ExpectedError => new ExpectedError("not_permitted", message);
