import { z } from "zod";
import { conditionsOf, type Condition, type Filter } from "@/lib/filters/filter";
import { filterSchema } from "@/lib/filters/filter-schema";
import { isRelative } from "@/lib/filters/freeze-relative";
import { needsOthers } from "@/lib/filters/matches-filter";
import { entityKinds } from "@/lib/memories/entity";
import { entityIdToFind } from "@/lib/memories/text-schemas";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { holdIdSchema, type HoldCovers } from "./types";

const entityCountMax = 1000;
const storeCountMax = 100;

const required = (name: string, max: number) =>
  z.string().trim().min(1, `Enter ${name}.`).max(max, `At most ${max} characters.`);

/**
 * Why a condition cannot be part of a hold: a memory would be let go by the passing of time, or by what happens to others. Null
 * where it can. What it compares does not change, as a held memory is not changed.
 */
const unsteady = (condition: Condition): string | null => {
  if (needsOthers(condition))
    return "A hold cannot depend on other memories: such a memory would be let go when one of those changes.";
  return isRelative(condition)
    ? "A hold cannot depend on today’s date: such memories would be let go by themselves. Compare with a day instead."
    : null;
};

/** The first reason why a filter cannot be a hold's. */
const unsteadyPart = (filter: Filter): string | null =>
  conditionsOf(filter)
    .map(unsteady)
    .find((reason) => reason !== null) ?? null;

export const holdCoversSchema: z.ZodType<HoldCovers> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("everything") }),
  z.strictObject({
    kind: z.literal("entities"),
    entities: z
      .array(
        z.strictObject({ kind: z.enum(entityKinds), value: entityIdToFind("An ID").min(1, "Enter an ID.") }),
      )
      .min(1, "Name at least one user, agent, app or run.")
      .max(entityCountMax, `A hold can name at most ${entityCountMax}.`),
  }),
  z.strictObject({
    kind: z.literal("filter"),
    filter: filterSchema.superRefine((filter, refinement) => {
      const message = unsteadyPart(filter);
      if (message !== null) refinement.addIssue({ code: "custom", message });
    }),
  }),
]);

/** Input of placeHold. */
export const placeHoldSchema = z.strictObject({
  name: required("a name", 200),
  reason: required("a reason", 2000),
  reference: z.string().trim().max(200, "At most 200 characters.").nullable(),
  storeIds: z.array(storeIdSchema).min(1, "Choose at least one store.").max(storeCountMax).nullable(),
  covers: holdCoversSchema,
});
export type PlaceHoldInput = z.infer<typeof placeHoldSchema>;

/** Input of releaseHold. */
export const releaseHoldSchema = z.strictObject({ id: holdIdSchema, reason: required("a reason", 2000) });
