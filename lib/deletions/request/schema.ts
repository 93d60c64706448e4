import { z } from "zod";
import { entityKinds } from "@/lib/memories/entity";
import { filterSchema } from "@/lib/filters/filter-schema";
import { asksHolds, noHoldsMessage } from "@/lib/filters/without-holds";
import { comparedText, entityIdToFind } from "@/lib/memories/text-schemas";
import type { MemoryId } from "@/lib/memories/types";
import { builtinIdSchema, memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { builtinStoreId, type StoreId } from "@/lib/stores/store-ids";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { confirmationNone, type Confirmation } from "./confirmation";
import { excludedCountMax, listedCountMax, reasonLengthMax, ticketLengthMax } from "./limits";
import { scopeSchema } from "../scope/scope-schema";
import { type Selection } from "../types";
import { deletionIdSchema } from "../deletion-id";
import { previewIdSchema } from "@/lib/stores/preview-id-schema";

const exceptions = {
  excludedIds: memoryIds(excludedCountMax).default([]),
  keepsImmutable: z.boolean().default(false),
};
const entitySchema = z.object({
  kind: z.enum(entityKinds),
  value: entityIdToFind().min(1),
});

const deletedBy = filterSchema.refine((filter) => !asksHolds(filter), noHoldsMessage);

/** A selection, as it comes from outside. */
export const selectionSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("listed"),
    ids: memoryIds(listedCountMax).refine(isNotEmpty, "No memory IDs: list at least one."),
  }),
  z.object({ kind: z.literal("matching"), filter: deletedBy.nullable(), ...exceptions }),
  z.object({ kind: z.literal("scope"), scope: scopeSchema, ...exceptions }),
  z.object({ kind: z.literal("entity"), entity: entitySchema, keepsImmutable: z.boolean().optional() }),
]);

const request = z.object({
  storeId: storeIdSchema,
  selection: selectionSchema,
  /** The number that was confirmed. */
  expectedCount: z
    .int()
    .min(1, "Nothing is selected: a deletion needs at least one memory.")
    .max(2_147_483_647),
  /** The instant of the preview that was confirmed. */
  cutoffAt: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
  /** That preview; null for an application, which sees none. */
  previewId: previewIdSchema.nullable().default(null),
  reason: freeText("The reason", reasonLengthMax),
  ticket: freeText("The ticket reference", ticketLengthMax),
  /** Made once per confirmation; the same request twice is then one deletion. */
  idempotencyKey: z.uuid(),
});

/**
 * Input of requestDeletion, as it comes from outside. Each id is kept once, in the order given; one that its store cannot have
 * is named in the error.
 */
export const requestDeletionSchema = request.transform(withIdsOfStore);
export type RequestDeletionInput = z.infer<typeof requestDeletionSchema>;

/** The same from an application, which has confirmed no number: what matches when it is frozen is what it means. */
export type UncountedDeletionInput = Omit<
  RequestDeletionInput,
  "selection" | "expectedCount" | "previewId"
> & {
  selection: Exclude<Selection, { kind: "listed" }>;
  expectedCount: null;
  previewId: null;
};

/** Input of previewSelection. */
export const previewDeletionSchema = request
  .pick({ storeId: true, selection: true })
  .transform(withIdsOfStore);

/** Input of listSelected: the selection and the cutoff of a preview, and the place that the page comes after. */
export const listSelectedSchema = request
  .pick({ storeId: true, selection: true, cutoffAt: true })
  .extend({ cursor: z.object({ at: z.iso.datetime(), id: memoryIdSchema }).nullable() })
  .transform(withIdsOfStore);
export type ListSelectedInput = z.infer<typeof listSelectedSchema>;

/** Input of exportMemories: the selection and the cutoff of a preview. */
export const exportMemoriesSchema = request
  .pick({ storeId: true, selection: true, cutoffAt: true })
  .transform(withIdsOfStore);
export type ExportMemoriesInput = z.infer<typeof exportMemoriesSchema>;

const confirmationSchema: z.ZodType<Confirmation> = z.object({
  typed: z.string().max(300),
  hasReadSentence: z.boolean(),
});

/** The same from a person, with what they did to confirm it. */
export const confirmDeletionSchema = request
  .extend({ previewId: previewIdSchema, confirmation: confirmationSchema.default(confirmationNone) })
  .transform(withIdsOfStore);
export type ConfirmDeletionInput = z.infer<typeof confirmDeletionSchema>;

function isNotEmpty(ids: readonly MemoryId[]): boolean {
  return ids.length > 0;
}

/** Input of what is done to a deletion that exists. */
export const deletionInputSchema = z.object({ id: deletionIdSchema });

/**
 * The selection that a deletion's row keeps for the runner: read back as carefully as it was taken in. Rows of before
 * `keepsImmutable` kept none.
 */
const storedExceptions = { ...exceptions, excludedIds: z.array(memoryIdSchema) };
export const storedSelectionSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("matching"), filter: filterSchema.nullable(), ...storedExceptions }),
  z.object({ kind: z.literal("scope"), scope: scopeSchema, ...storedExceptions }),
  z.object({ kind: z.literal("entity"), entity: entitySchema, keepsImmutable: z.boolean().optional() }),
]);

/** A list of memory ids. */
function memoryIds(countMax: number) {
  return z
    .array(z.string())
    .max(countMax, `At most ${countMax.toLocaleString("en-US")} memory IDs can be listed.`)
    .transform((texts, ctx) => parseIds(texts, memoryIdSchema, ctx));
}

/** One pass and at most one problem: a hundred thousand wrong ids get one sentence. */
function parseIds(
  texts: readonly string[],
  schema: typeof memoryIdSchema | typeof builtinIdSchema,
  ctx: z.RefinementCtx,
): MemoryId[] {
  const ids = new Set<MemoryId>();
  for (const text of texts) {
    const id = schema.safeParse(text);
    if (!id.success) {
      ctx.addIssue({ code: "custom", message: malformedId(text, id.error) });
      return z.NEVER;
    }
    ids.add(id.data);
  }
  return [...ids];
}

/** Ids of the built-in store are UUIDs, in any case; another store's are what it says they are. */
function withIdsOfStore<Input extends { storeId: StoreId; selection: Selection }>(
  input: Input,
  ctx: z.RefinementCtx,
): Input {
  const { storeId, selection } = input;
  if (storeId !== builtinStoreId) return input;
  switch (selection.kind) {
    case "listed":
      return { ...input, selection: { ...selection, ids: parseIds(selection.ids, builtinIdSchema, ctx) } };
    case "matching":
    case "scope":
      return {
        ...input,
        selection: { ...selection, excludedIds: parseIds(selection.excludedIds, builtinIdSchema, ctx) },
      };
    case "entity":
      return input;
  }
}

const shownIdLengthMax = 80;
function malformedId(text: string, { issues: [issue] }: z.ZodError): string {
  const shown = text.length > shownIdLengthMax ? `${text.slice(0, shownIdLengthMax)}…` : text;
  return `"${shown}" is not a memory ID. ${issue?.message ?? ""}`;
}

/** Optional text a member types; null when blank. */
function freeText(name: string, lengthMax: number) {
  return comparedText(name)
    .trim()
    .max(lengthMax, `${name} can have at most ${lengthMax.toLocaleString("en-US")} characters.`)
    .nullish()
    .transform((text) => (text === undefined || text === "" ? null : text));
}
