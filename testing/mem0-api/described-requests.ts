import fc from "fast-check";
import { z } from "zod";

export type Schema = { [keyword: string]: unknown };

const schemaSchema: z.ZodType<Schema> = z.record(z.string(), z.unknown());
const answersSchema = z.record(
  z.string(),
  z.object({ content: z.object({ "application/json": z.object({ schema: schemaSchema }) }).optional() }),
);
const operationSchema = z.object({
  operationId: z.string(),
  parameters: z
    .array(
      z.object({
        in: z.string(),
        name: z.string(),
        required: z.boolean().default(false),
        schema: schemaSchema,
      }),
    )
    .default([]),
  requestBody: z
    .object({ content: z.object({ "application/json": z.object({ schema: schemaSchema }) }) })
    .optional(),
  responses: answersSchema,
});
export const descriptionSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({ schemas: z.record(z.string(), schemaSchema).default({}) }).default({ schemas: {} }),
});
export type Description = z.output<typeof descriptionSchema>;

export type ApiRequest = {
  operationId: string;
  method: string;
  path: string;
  template: string;
  body: unknown;
};

/** Values that a description says are right, and now and then others: what is wrong has to be refused, and no more. */
export const requestsOf = ({ paths, components }: Description, known: KnownIds): fc.Arbitrary<ApiRequest> => {
  const arbitraryOf = (schema: Schema) => valueOf(schema, components.schemas, known);
  const operations = Object.entries(paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      template,
      method: method.toUpperCase(),
      operation,
    })),
  );
  return fc.oneof(
    ...operations.map(({ template, method, operation }) => {
      const parameters = fc.tuple(
        ...operation.parameters.map(({ in: place, name, required, schema }) =>
          fc.record({
            place: fc.constant(place),
            name: fc.constant(name),
            value:
              place === "path"
                ? fc.oneof({ weight: 40, arbitrary: mutated(arbitraryOf(schema)) }, undecodable)
                : required
                  ? mutated(arbitraryOf(schema))
                  : fc.option(mutated(arbitraryOf(schema))),
          }),
        ),
      );
      const schema = operation.requestBody?.content["application/json"].schema;
      const body = schema === undefined ? fc.constant(undefined) : mutated(arbitraryOf(schema));
      return fc.record({ parameters, body }).map(({ parameters: given, body: sent }): ApiRequest => {
        const query = new URLSearchParams();
        let path = template;
        for (const { place, name, value } of given) {
          if (value === null && place === "query") continue;
          if (place === "path") path = path.replace(`{${name}}`, () => pathSegmentOf(value));
          else query.append(name, textOf(value));
        }
        const search = query.toString();
        return {
          operationId: operation.operationId,
          method,
          template,
          path: search === "" ? path : `${path}?${search}`,
          body: sent,
        };
      });
    }),
  );
};

/** Ids that are there, so that not everything is about what is not. */
export type KnownIds = { memoryIds: readonly string[]; names: readonly string[] };

const textOf = (value: unknown): string => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.toWellFormed();
};

/** A piece of an address, as it stands there, that cannot be decoded. */
class Undecodable {
  constructor(readonly text: string) {}
}
const undecodable = {
  weight: 1,
  arbitrary: fc.constantFrom("%", "%ZZ", "%A0", "%C0%80").map((text): unknown => new Undecodable(text)),
};
const pathSegmentOf = (value: unknown): string =>
  value instanceof Undecodable ? value.text : encodeURIComponent(textOf(value)) || "-";

const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 3, stringUnit: "binary" }),
  fc.constantFrom("", " ", "*", "\u0000", "' or 1=1 --", "%", "../..", "🦊".repeat(300), "null", "NaN"),
  fc.bigInt({ min: 0n, max: 2n ** 70n }).map(Number),
);
const mutated = (right: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 40, arbitrary: right }, { weight: 1, arbitrary: anything });

/** A value of a schema, in the keywords that the description uses. */
const valueOf = (
  schema: Schema,
  schemas: Record<string, Schema>,
  known: KnownIds,
  referenceDepth = 3,
): fc.Arbitrary<unknown> => {
  const inner = (each: unknown) => valueOf(each as Schema, schemas, known, referenceDepth);
  const reference = typeof schema["$ref"] === "string" ? schema["$ref"].split("/").at(-1) : undefined;
  if (reference !== undefined) {
    // Filters hold filters.
    if (referenceDepth === 0) return fc.constant({ user_id: "ann" });
    return valueOf(schemas[reference] ?? {}, schemas, known, referenceDepth - 1);
  }
  if ("const" in schema) return fc.constant(schema["const"]);
  if (Array.isArray(schema["enum"])) return fc.constantFrom(...(schema["enum"] as unknown[]));
  const choices = schema["anyOf"] ?? schema["oneOf"];
  if (Array.isArray(choices)) return fc.oneof(...choices.map(inner));
  if (Array.isArray(schema["allOf"]))
    return fc.tuple(...schema["allOf"].map(inner)).map((parts) => Object.assign({}, ...parts) as unknown);
  switch (schema["type"]) {
    case "object":
      return objectOf(schema, inner);
    case "array":
      return fc.array(inner(schema["items"] ?? {}), { maxLength: 4 });
    case "string":
      return textFor(schema, known);
    case "integer":
      return fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer());
    case "number":
      return fc.oneof(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
      );
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return anything;
  }
};

const objectOf = (
  schema: Schema,
  inner: (schema: unknown) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> => {
  const properties = (schema["properties"] ?? {}) as Record<string, Schema>;
  const required = (schema["required"] ?? []) as string[];
  const named = fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, mutated(inner(each))])),
    { requiredKeys: required.filter((name) => name in properties) },
  );
  const others = schema["additionalProperties"];
  if (others === false || others === undefined) {
    return fc.oneof(
      { weight: 9, arbitrary: named },
      { weight: 1, arbitrary: named.map((value) => ({ ...value, surplus: 1 })) },
    );
  }
  return fc
    .tuple(
      named,
      fc.dictionary(fc.string({ maxLength: 8 }), others === true ? anything : inner(others), { maxKeys: 3 }),
    )
    .map(([value, more]) => ({ ...more, ...value }));
};

const textFor = (schema: Schema, { memoryIds, names }: KnownIds): fc.Arbitrary<unknown> => {
  switch (schema["format"]) {
    case "uuid":
      return fc.oneof(fc.constantFrom(...memoryIds), fc.uuid());
    case "date":
      return fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
    case "date-time":
      return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
    case "uri":
      // A running server sends webhooks. This name does not exist (RFC 2606).
      return fc.webPath().map((path) => `https://hooks.invalid${path}`);
    default:
      return fc.oneof(fc.constantFrom(...names, "*"), fc.string({ unit: "binary", maxLength: 40 }));
  }
};

/** What an answer of a status has to look like; null when the description does not have the status. */
export const answerSchema = (
  { paths, components }: Description,
  { template, method }: Pick<ApiRequest, "template" | "method">,
  status: number,
): z.ZodType | null => {
  const schema =
    paths[template]?.[method.toLowerCase()]?.responses[String(status)]?.content?.["application/json"].schema;
  if (schema === undefined) return null;
  const withDefinitions = {
    ...(JSON.parse(JSON.stringify(schema).replaceAll("#/components/schemas/", "#/$defs/")) as Schema),
  };
  const definitions: unknown = JSON.parse(
    JSON.stringify(components.schemas).replaceAll("#/components/schemas/", "#/$defs/"),
  );
  return z.fromJSONSchema({ ...withDefinitions, $defs: definitions } as z.core.JSONSchema.JSONSchema);
};
