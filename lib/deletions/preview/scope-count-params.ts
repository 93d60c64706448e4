import { z } from "zod";
import { parseExact } from "@/lib/json/parse-exact";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { scopeSchema } from "../scope/scope-schema";

/** Reads back what scopeCountString has written. Nothing in it is ignored: a forgotten filter would count too much. */
export const scopeCountParamsSchema = z
  .object({ store: storeIdSchema.default(builtinStoreId) })
  .catchall(z.string())
  .transform(({ store, metadata, ...entities }, ctx) => {
    const scope = scopeSchema.safeParse({ ...entities, metadata: jsonOf(metadata) });
    if (scope.success) return { storeId: store, scope: scope.data };
    for (const { path, message } of scope.error.issues)
      ctx.addIssue({ code: "custom", path: [...path], message });
    return z.NEVER;
  });

const jsonOf = (text: string | undefined): unknown => {
  if (text === undefined) return null;
  try {
    return parseExact(text);
  } catch {
    // Not an object, so that the schema refuses it.
    return text;
  }
};
