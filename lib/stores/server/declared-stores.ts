import { readFileSync } from "node:fs";
import { z } from "zod";
import { newStoreIdSchema, storeNameSchema } from "@/lib/stores/schema";
import { storeConnectionSchema, type StoreConnection } from "@/lib/stores/store-settings";
import type { StoreId } from "../store-ids";

/** A store as LETHE_STORES declares it. */
export type DeclaredStore = { id: StoreId; name: string; connection: StoreConnection };

/** A mistake in LETHE_STORES. Its message says where, names the remedy, and repeats nothing secret. */
export class DeclarationError extends Error {
  override readonly name = "DeclarationError";
}

const storeCountMax = 100;
const identitySchema = z.object({ id: newStoreIdSchema, name: storeNameSchema });

/**
 * Reads LETHE_STORES: a JSON list of stores, or the path of a file that holds one. Empty is no store. Throws a DeclarationError
 * that says where the mistake is, and repeats nothing of what is there, since some of it is secret.
 */
export const readDeclaredStores = (value: string): DeclaredStore[] => {
  const text = value.trim();
  if (text === "") return [];
  const parsed = parseJson(/^[[{]/.test(text) ? text : readText(text));
  if (!Array.isArray(parsed)) throw new DeclarationError('LETHE_STORES must be a list: [{"id": …}, …].');
  if (parsed.length > storeCountMax)
    throw new DeclarationError(`LETHE_STORES can list at most ${storeCountMax} stores.`);
  const declared = parsed.map((each: unknown, index) => readOne(each, index));
  for (const [index, { id, name }] of declared.entries()) {
    const before = declared.slice(0, index);
    if (before.some((other) => other.id === id)) throw problem(index, "id", "Another store has this ID.");
    if (before.some((other) => other.name.toLowerCase() === name.toLowerCase())) {
      throw problem(index, "name", "Another store has this name.");
    }
  }
  return declared;
};

const readOne = (value: unknown, index: number): DeclaredStore => {
  if (typeof value !== "object" || value === null) throw problem(index, "", "It must be an object.");
  const { id, name, ...connection } = value as Record<string, unknown>;
  const identity = identitySchema.safeParse({ id, name });
  const reached = storeConnectionSchema.safeParse({ settings: {}, ...connection });
  const issue = [...(identity.error?.issues ?? []), ...(reached.error?.issues ?? [])][0];
  if (!identity.success || !reached.success) {
    throw problem(index, issue?.path.join(".") ?? "", issue?.message ?? "It cannot be read.");
  }
  return { ...identity.data, connection: reached.data };
};

const problem = (index: number, place: string, sentence: string): DeclarationError =>
  new DeclarationError(`LETHE_STORES, store ${index + 1}${place === "" ? "" : `, ${place}`}: ${sentence}`);

const readText = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new DeclarationError(`LETHE_STORES must be JSON, or a file that can be read (${code}).`);
  }
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The message quotes the text, which can hold keys; only the position is reported.
    const [place = ""] = /position \d+/.exec(error instanceof Error ? error.message : "") ?? [];
    throw new DeclarationError(`LETHE_STORES is not valid JSON${place === "" ? "" : ` (at ${place})`}.`);
  }
};
