import type { Context } from "@/lib/access/context";
import { ExpectedError } from "@/lib/errors/expected-error";
import { expectedErrorFrom } from "@/lib/errors/server/failure";
import { storeIdFrom } from "@/lib/stores/store-param";
import type { MemoryStore } from "@/lib/stores/types";
import type { StoreId } from "../store-ids";
import { getStore } from "./get-store";

/** The store that a request's address names; throws invalid_input when it names none that can be. */
export const requestedStoreId = (request: Request): StoreId => {
  const id = storeIdFrom(new URL(request.url).searchParams.get("store"));
  if (id === null) throw new ExpectedError("invalid_input", "The store in this link is not valid.");
  return id;
};

/** For pages: the store that an address names, or a sentence that says why it cannot be shown. */
export const findPageStore = async (
  ctx: Context,
  value: string | null,
): Promise<{ ok: true; store: MemoryStore } | { ok: false; problem: string }> => {
  const id = storeIdFrom(value);
  if (id === null) return { ok: false, problem: "The store in this link is not valid." };
  try {
    return { ok: true, store: await getStore(ctx, id) };
  } catch (error) {
    const expected = expectedErrorFrom(error);
    if (expected === null) throw error;
    return { ok: false, problem: expected.message };
  }
};
