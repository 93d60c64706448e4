import { isJsonObject } from "@/lib/json/json-object";
import type { JsonText } from "@/lib/json/json-text";
import { parseExact } from "@/lib/json/parse-exact";

/** Metadata as it is read and searched: "contact: Caroline Smith · tags: a, b". Without JSON's quotes and escapes. */
export const metadataWords = (metadata: JsonText): string => {
  const parsed = parseExact(metadata);
  return isJsonObject(parsed) ? entriesOf(parsed).join(" · ") : wordsOf(parsed);
};

const entriesOf = (object: Record<string, unknown>): string[] =>
  Object.entries(object).map(([key, value]) => `${key}: ${wordsOf(value)}`);

const wordsOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(wordsOf).join(", ");
  return isJsonObject(value) ? entriesOf(value).join(", ") : String(value);
};
