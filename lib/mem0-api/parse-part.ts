import { z } from "zod";
import { ExactNumber } from "@/lib/json/exact-number";
import { refused, type ApiError } from "./api-error";
import { misspeltEntityField, misspeltText } from "./entity-field-names";
import { namesOf, unknownFieldsIn, withoutFields, type UnknownFields } from "./unknown-fields";

/** What becomes of fields that a schema does not know: refused, or taken without effect, as Mem0 takes them. */
export type UnknownFieldsRule = "refused" | "ignored";

type Rules = {
  /** "refused" by default. */
  unknownFields?: UnknownFieldsRule;
  /** Is told the names of fields that are left without effect, also when something else is refused then. */
  onIgnored?: ((names: ReadonlySet<string>) => void) | undefined;
  /** How a problem is refused; as {"error": text} by default. */
  refusal?: ((text: string) => ApiError) | undefined;
};

/**
 * Checks one part of a request: path, query or body. Throws a 400 with a sentence about the first problem, which names the field and
 * quotes no value; a message that a schema brings along stands as it is. Refused by either rule are unknown fields in filters,
 * which would find more without them, and names that are nearly those of an entity field.
 */
export const parsePart = <Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  { unknownFields = "refused", onIgnored, refusal = refused }: Rules = {},
): z.output<Schema> => {
  let rest = value;
  let before = "";
  // Each round leaves out at least one field, and what it hid is seen in the next.
  for (;;) {
    const parsed = schema.safeParse(rest, { error: problemText });
    if (parsed.success) return parsed.data;
    const { issues } = parsed.error;
    const unknown = unknownFieldsIn(issues);
    const misspelt = misspeltIn(unknown);
    if (misspelt !== null) throw refusal(misspelt);
    if (unknownFields === "refused" || unknown.length === 0) throw refusal(sentenceOf(issues[0]));
    const names = JSON.stringify(unknown);
    // A schema may name a field otherwise than it was sent: it cannot be left out then, and would be found for ever.
    if (names === before) throw refusal(sentenceOf(issues[0]));
    before = names;
    const inFilters = unknown.find(({ path }) => path.includes("filters"));
    if (inFilters !== undefined) throw refusal(unknownText(inFilters));
    onIgnored?.(new Set(unknown.flatMap(namesOf)));
    rest = withoutFields(rest, unknown);
  }
};

const misspeltIn = (unknown: readonly UnknownFields[]): string | null => {
  for (const key of unknown.flatMap(({ keys }) => keys)) {
    const field = misspeltEntityField(key);
    if (field !== null) return misspeltText(key, field);
  }
  return null;
};

/** What a memory can hold is said as "is empty": it reads on from the field's name. */
const sentenceOf = (issue: z.core.$ZodIssue | undefined): string => {
  if (issue === undefined) return "The request is not valid.";
  const { message, path } = issue;
  return /^(is|contains|can be read) /.test(message) ? `${placeOf(path)} ${message}.` : message;
};

const { localeError } = z.locales.en();

const problemText = (issue: z.core.$ZodRawIssue): string => {
  const path = issue.path ?? [];
  const place = placeOf(path);
  if (issue.code === "unrecognized_keys") return unknownText({ path, keys: issue.keys });
  const found = issue.input instanceof ExactNumber ? "A number has too many digits here" : localeError(issue);
  const text = typeof found === "string" ? found : (found?.message ?? "not valid");
  return place === "" ? text : `${place}: ${text}`;
};

const unknownText = ({ path, keys }: UnknownFields): string => {
  const place = placeOf(path);
  const names = keys.slice(0, namesMax).map((key) => `"${shown(key)}"`);
  return `Unknown field ${names.join(", ")}${place === "" ? "" : ` in ${place}`}.`;
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
