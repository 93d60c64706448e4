import { z } from "zod";
import { ExactNumber } from "@/lib/json/exact-number";
import { refused, type ApiError } from "./api-error";

/**
 * Checks one part of a request: path, query or body. Throws a 400 with a sentence about the first problem, which names
 * the field and quotes no value. A message that a schema brings along stands as it is.
 */
export const parsePart = <Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  refusal: (text: string) => ApiError = refused,
): z.output<Schema> => {
  const parsed = schema.safeParse(value, { error: problemText });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refusal(issue === undefined ? "The request is not valid." : sentenceOf(issue));
};

/** What a memory can hold is said as "is empty": it reads on from the field's name. */
const sentenceOf = ({ message, path }: z.core.$ZodIssue): string =>
  /^(is|contains|can be read) /.test(message) ? `${placeOf(path)} ${message}.` : message;

const { localeError } = z.locales.en();

const problemText = (issue: z.core.$ZodRawIssue): string => {
  const place = placeOf(issue.path ?? []);
  if (issue.code === "unrecognized_keys") {
    const names = issue.keys.slice(0, namesMax).map((key) => `"${shown(key)}"`);
    return `Unknown field ${names.join(", ")}${place === "" ? "" : ` in ${place}`}.`;
  }
  const found = issue.input instanceof ExactNumber ? "A number has too many digits here" : localeError(issue);
  const text = typeof found === "string" ? found : (found?.message ?? "not valid");
  return place === "" ? text : `${place}: ${text}`;
};

/** "memories[3].memory_id". */
const placeOf = (path: readonly PropertyKey[]): string =>
  path
    .map((key, position) =>
      typeof key === "number" ? `[${key}]` : `${position === 0 ? "" : "."}${shown(String(key))}`,
    )
    .join("");

const namesMax = 3;
const lengthMax = 80;
const shown = (name: string): string => (name.length > lengthMax ? `${name.slice(0, lengthMax)}…` : name);
