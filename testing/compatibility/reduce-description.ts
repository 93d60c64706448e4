import { z } from "zod";

const schemaSchema = z.record(z.string(), z.unknown());
type Schema = z.output<typeof schemaSchema>;

const contentSchema = z
  .object({ "application/json": z.object({ schema: schemaSchema }).optional() })
  .optional();
const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        parameters: z.array(z.object({ in: z.string(), name: z.string() })).default([]),
        requestBody: z.object({ content: contentSchema }).optional(),
        responses: z.record(z.string(), z.object({ content: contentSchema })),
        "x-lethe-why-not": z.string().optional(),
        "x-lethe-differs": z.string().optional(),
      }),
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), schemaSchema).default({}) }).optional(),
});

/** What an OpenAPI description says of one operation, by names alone: fields as "results[].id". */
export const reducedSchema = z.object({
  method: z.string(),
  path: z.string(),
  query: z.array(z.string()),
  body: z.array(z.string()),
  /** Of the answer that is no error. */
  status: z.number(),
  answer: z.array(z.string()),
  /** Statuses of errors. */
  errors: z.array(z.number()),
  whyNot: z.string().optional(),
  differs: z.string().optional(),
});
export type ReducedOperation = z.output<typeof reducedSchema>;

/** The operations of an OpenAPI document (3.x), in its order. */
export const reduceDescription = (document: unknown): ReducedOperation[] => {
  const { paths, components } = documentSchema.parse(document);
  const fieldsIn = (schema: Schema | undefined) => [
    ...new Set(fieldsOf(schema, components?.schemas ?? {}, "", [])),
  ];
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters, requestBody, responses, ...own }]) => {
      const statuses = Object.keys(responses).map(Number);
      const status = statuses.find((each) => each < 300 && each !== 200) ?? 200;
      return {
        method: method.toUpperCase(),
        path,
        query: parameters.filter((each) => each.in === "query").map(({ name }) => name),
        body: fieldsIn(requestBody?.content?.["application/json"]?.schema),
        status,
        answer: fieldsIn(responses[status]?.content?.["application/json"]?.schema),
        errors: statuses.filter((each) => each >= 400),
        ...(own["x-lethe-why-not"] === undefined ? {} : { whyNot: own["x-lethe-why-not"] }),
        ...(own["x-lethe-differs"] === undefined ? {} : { differs: own["x-lethe-differs"] }),
      };
    }),
  );
};

/** Every named field of a schema, whichever of its alternatives it stands in; one that holds itself is not entered again. */
const fieldsOf = (
  schema: Schema | undefined,
  named: Record<string, Schema>,
  prefix: string,
  entered: readonly string[],
): string[] => {
  if (schema === undefined) return [];
  const inner = (each: unknown, at: string, through = entered) =>
    fieldsOf(schemaSchema.safeParse(each).data, named, at, through);
  const name = /^#\/components\/schemas\/(.+)$/.exec(String(schema.$ref))?.[1];
  if (name !== undefined) return entered.includes(name) ? [] : inner(named[name], prefix, [...entered, name]);
  const alternatives = [schema.oneOf, schema.anyOf, schema.allOf].flatMap((each) =>
    Array.isArray(each) ? (each as unknown[]) : [],
  );
  const properties = Object.entries(schemaSchema.safeParse(schema.properties).data ?? {});
  return [
    ...alternatives.flatMap((each) => inner(each, prefix)),
    ...properties.flatMap(([field, value]) => {
      const at = prefix === "" ? field : `${prefix}.${field}`;
      // A language of its own: what filters can hold is another description's.
      return field === "filters" ? [at] : [at, ...inner(value, at)];
    }),
    ...inner(schema.items, `${prefix}[]`),
  ];
};
