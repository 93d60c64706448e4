import { z } from "zod";
import { scalar, sentScalar } from "@/lib/json/scalar-schema";
import type { Scalar } from "@/lib/json/scalar";
import { metadataKeyLengthMax } from "@/lib/memories/limits";
import { comparedText, entityIdToFind } from "@/lib/memories/text-schemas";
import { scopeKeyCountMax, tooManyKeys } from "./scope-limits";

const metadataKey = comparedText("Metadata")
  .min(1, "A metadata key cannot be empty.")
  .max(metadataKeyLengthMax);
const metadataOf = (value: z.ZodType<Scalar>) =>
  z.preprocess(
    (metadata, ctx) => {
      // Zod drops this key in silence, and the deletion would take what the key had kept out of it.
      if (typeof metadata === "object" && metadata !== null && Object.hasOwn(metadata, "__proto__"))
        ctx.addIssue({ code: "custom", message: 'The metadata key "__proto__" cannot be used.' });
      return metadata;
    },
    z
      .record(metadataKey, value)
      .refine((metadata) => Object.keys(metadata).length <= scopeKeyCountMax, tooManyKeys),
  );

/** The metadata of a scope: every key with this very value. An object without keys says nothing. */
const scopeMetadataSchema = metadataOf(scalar);

/** The same as clients send it, read by `parseExact`. */
export const sentMetadataSchema = metadataOf(sentScalar);
type ScopeMetadata = z.infer<typeof scopeMetadataSchema>;

const entityValue = entityIdToFind()
  .nullish()
  .transform((text) => (text === undefined || text === "" ? null : text));

export const scopeSchema = z
  .object({
    user_id: entityValue,
    agent_id: entityValue,
    app_id: entityValue,
    run_id: entityValue,
    metadata: scopeMetadataSchema
      .nullish()
      .transform((metadata): ScopeMetadata | null =>
        metadata === undefined || metadata === null || Object.keys(metadata).length === 0 ? null : metadata,
      ),
  })
  .strict();
