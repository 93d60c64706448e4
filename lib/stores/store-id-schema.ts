import { z } from "zod";
import { builtinStoreId, type StoreId } from "./store-ids";

export const storeIdSchema = z
  .string()
  .max(64)
  .regex(/^[a-z0-9-]+$/, "A store's ID can have only lower-case letters, digits and hyphens.")
  .brand<"StoreId">();

/** An id for a new store, made of its name, that none of `taken` has: "Acme (EU)" becomes acme-eu, and the next acme-eu-2. */
export const newStoreId = (name: string, taken: ReadonlySet<string>): StoreId => {
  const base =
    name
      .normalize("NFKD")
      .toLowerCase()
      .replace(/\p{M}/gu, "")
      .replace(/[^a-z0-9]+/g, "-")
      .slice(0, 32)
      .replace(/^-|-$/g, "") || "store";
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (id !== builtinStoreId && !taken.has(id)) return storeIdSchema.parse(id);
  }
};
