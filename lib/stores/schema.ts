import { z } from "zod";
import { isVisibleLine } from "@/lib/text/invisible-characters";
import { builtinStoreId, builtinStoreName } from "./store-ids";
import { storeIdSchema } from "./store-id-schema";
import { storeConnectionSchema } from "./store-settings";

export const storeNameLengthMax = 60;

/** A store's name: it is typed to confirm that everything in the store is deleted. */
export const storeNameSchema = z
  .string()
  .trim()
  // Other blanks look the same, and cannot be typed.
  .overwrite((name) => name.replace(/\p{Zs}+/gu, " "))
  .min(1, "Enter a name for the store.")
  .max(storeNameLengthMax, `A name can have at most ${storeNameLengthMax} characters.`)
  .refine(
    (name) => /^\P{C}*$/u.test(name) && isVisibleLine(name),
    "A name must be one line, without control or invisible characters.",
  )
  .refine((name) => plainName(name) !== plainName(builtinStoreName), "This is the built-in store's name.");

/** What a name looks like at a glance. */
const plainName = (name: string): string =>
  name
    .normalize("NFKC")
    .replace(/\p{Pd}/gu, "-")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();

/** The id of a store that is set up, as it stands in URLs: it is given once and never changes. */
export const newStoreIdSchema = z
  .string()
  .regex(/^[a-z0-9](-?[a-z0-9]){0,40}$/, "An ID can have only lower-case letters, digits and single hyphens.")
  .refine((id) => id !== builtinStoreId, "This is the built-in store's ID.")
  .pipe(storeIdSchema);

/** Input of addStore. */
export const addStoreSchema = z.object({ name: storeNameSchema, connection: storeConnectionSchema });
export type AddStoreInput = z.infer<typeof addStoreSchema>;

/** Input of disableStore and enableStore. */
export const storeInputSchema = z.object({ id: storeIdSchema });
export type StoreInput = z.infer<typeof storeInputSchema>;

export const renameStoreSchema = storeInputSchema.extend({ name: storeNameSchema });
export type RenameStoreInput = z.infer<typeof renameStoreSchema>;

/** Input of changeCredentials; they are checked against the store's kind when that is known. */
export const changeCredentialsSchema = storeInputSchema.extend({ credentials: z.unknown() });
export type ChangeCredentialsInput = z.infer<typeof changeCredentialsSchema>;

/** Input of testStore: a store as it is, the same with other credentials, or one that is not there yet. */
export const testStoreSchema = z.union([
  z.strictObject({ connection: storeConnectionSchema }),
  z.strictObject({ id: storeIdSchema, credentials: z.unknown().optional() }),
]);
export type TestStoreInput = z.infer<typeof testStoreSchema>;
