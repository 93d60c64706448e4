import type { z } from "zod";
import { parseExact } from "@/lib/json/parse-exact";
import { StoreError } from "@/lib/errors/store-error";

/** What a successful answer holds. Throws bad_answer, without its text, for anything of another form. */
export const parseAnswer = <Schema extends z.ZodType>(
  schema: Schema,
  { status, text }: { status: number; text: string },
): z.output<Schema> => {
  const parsed = schema.safeParse(parseJson(text));
  if (!parsed.success) throw new StoreError("bad_answer", status);
  return parsed.data;
};

/** Undefined for what is no JSON. */
export const parseJson = (text: string): unknown => {
  try {
    return parseExact(text);
  } catch {
    return undefined;
  }
};
