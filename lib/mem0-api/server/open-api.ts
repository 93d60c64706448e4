import { z } from "zod";
import { detailBody, errorBody, type ErrorAnswer } from "@/lib/mem0-api/api-error";
import { filtersDescription } from "@/lib/mem0-api/filters-description";
import { filtersReference } from "@/lib/mem0-api/filters-schema";
import type {
  JsonSchema,
  OpenApiDocument,
  OperationObject,
  ParameterObject,
} from "@/lib/mem0-api/open-api-types";
import { rolesThatCan } from "@/lib/access/types";
import { commonParameters } from "@/lib/mem0-api/common-parameters";
import { isOfMem0, noBody, type Operation } from "./operation";

type Schemas = Record<string, JsonSchema>;

/** Failures that every operation shares. */
export const sharedErrors: readonly ErrorAnswer[] = [
  { status: 400, description: "Invalid or unknown input.", body: errorBody },
  { status: 401, description: "No key, or an invalid one.", body: detailBody },
  { status: 403, description: "The key's role does not allow this.", body: detailBody },
  { status: 403, description: "Another organisation or project is named.", body: errorBody },
  { status: 429, description: "Too many requests. `Retry-After` says when to try again.", body: detailBody },
  { status: 503, description: "The database is unavailable, or took too long.", body: errorBody },
];
export const bodyErrors: readonly ErrorAnswer[] = [
  { status: 413, description: "The body is larger than 1 MiB.", body: errorBody },
  { status: 415, description: "The body is not JSON.", body: detailBody },
];

/** The description of what is served (OpenAPI 3.1), made of the schemas that check it. */
export const openApiDocument = (operations: readonly Operation[], version: string): OpenApiDocument => {
  const components: Schemas = {};
  const paths: OpenApiDocument["paths"] = {};
  for (const operation of operations) {
    const path = (paths[operation.path] ??= {});
    path[operation.method.toLowerCase()] = operationObject(operation, components);
  }
  components.Filters = filtersDescription(filtersReference);
  return {
    openapi: "3.1.0",
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    info: {
      title: "Lethe: Mem0's API on the built-in store, and tickets",
      version,
      summary: "Everything Mem0's own clients need, with every deletion recorded in Lethe's history.",
      description: introduction,
    },
    servers: [{ url: "/" }],
    security: [{ token: [] }, { bearer: [] }],
    tags: [...new Set(operations.map(({ group }) => group))].map((name) => ({ name })),
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        token: {
          type: "apiKey",
          in: "header",
          name: "Authorization",
          description: "`Authorization: Token <key>`, as Mem0's clients send it.",
        },
        bearer: { type: "http", scheme: "bearer" },
      },
    },
  };
};

const introduction = `Point a Mem0 client at Lethe's address with a key from Settings → API keys. Paths are answered with and
without a trailing slash. Unknown fields have no effect, and the header \`X-Lethe-Ignored-Fields\` names them; where they could widen what is
deleted or found (deletions, \`filters\`) they are refused, and so is everywhere a name such as \`userId\` for \`user_id\`. Fields that only
control Mem0's language models are accepted and have no effect; each says so. Search ranks by words and spelling, and by meaning only with an embedding model.

Tickets and OpenDSR are Lethe's own: requests of people to be erased come in by them, and their state goes back.`;

const operationObject = (operation: Operation, components: Schemas): OperationObject => {
  const hasBody = operation.body !== noBody && operation.whyNot === undefined;
  return {
    operationId: operation.id,
    tags: [operation.group],
    summary: operation.summary,
    description: [operation.description, rolesText(operation)].filter(Boolean).join("\n\n"),
    ...(operation.isDeprecated === true ? { deprecated: true } : {}),
    ...(operation.refusesAnyone === undefined ? {} : { security: [] }),
    // For the table in docs/mem0-compatibility.md.
    ...(operation.whyNot === undefined ? {} : { "x-lethe-why-not": operation.whyNot }),
    ...(operation.differs === undefined ? {} : { "x-lethe-differs": operation.differs }),
    parameters: [
      ...parametersOf(operation.pathParameters, "path", components),
      ...parametersOf(operation.query, "query", components),
      ...(isOfMem0(operation) ? parametersOf(common, "query", components) : []),
    ],
    ...(hasBody
      ? {
          requestBody: {
            required: true,
            content: jsonContent(
              isOfMem0(operation)
                ? withCommon(schemaOf(operation.body, "input", components), components)
                : schemaOf(operation.body, "input", components),
            ),
          },
        }
      : {}),
    responses: {
      ...(operation.isRepeatable === true
        ? {
            200: {
              description: "It was done before, by the same request.",
              content: jsonContent(schemaOf(operation.answer, "output", components)),
            },
          }
        : {}),
      ...(operation.whyNot === undefined
        ? {
            [operation.status ?? 200]: {
              description: "Done.",
              content: jsonContent(schemaOf(operation.answer, "output", components)),
            },
          }
        : {}),
      ...errorResponses(
        [...(operation.errors ?? []), ...sharedErrors, ...(hasBody ? bodyErrors : [])],
        components,
      ),
    },
  };
};

const common = z.object(commonParameters);

/** A body with the parameters that every one can have. */
const withCommon = (body: JsonSchema, components: Schemas): JsonSchema =>
  body.properties === undefined
    ? body
    : { ...body, properties: { ...body.properties, ...schemaOf(common, "input", components).properties } };

/** One answer a status; where it has several shapes, any of them. */
const errorResponses = (errors: readonly ErrorAnswer[], components: Schemas): OperationObject["responses"] =>
  Object.fromEntries(
    [...new Set(errors.map(({ status }) => status))].sort().map((status) => {
      const answers = errors.filter((error) => error.status === status);
      const bodies = [...new Set(answers.map(({ body }) => body))].map((body) =>
        schemaOf(body, "output", components),
      );
      const [only, ...others] = bodies;
      return [
        status,
        {
          description: answers.map(({ description }) => description).join(" "),
          content: jsonContent(only === undefined || others.length > 0 ? { anyOf: bodies } : only),
        },
      ];
    }),
  );

const jsonContent = (schema: JsonSchema) => ({ "application/json": { schema } });

const rolesText = ({ permission }: Operation): string => `Roles: ${rolesThatCan(permission).join(", ")}.`;

const parametersOf = (
  schema: z.ZodObject,
  place: "path" | "query",
  components: Schemas,
): ParameterObject[] => {
  const { properties = {}, required = [] } = schemaOf(schema, "input", components);
  return Object.entries(properties).map(([name, { description, ...json }]) => {
    return {
      name,
      in: place,
      required: required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: json,
    };
  });
};

const schemaOf = (schema: z.ZodType, io: "input" | "output", components: Schemas): JsonSchema =>
  hoisted(z.toJSONSchema(schema, options(io)), components);

const options = (io: "input" | "output"): Parameters<typeof z.toJSONSchema>[1] => ({
  io,
  unrepresentable: "any",
  // "format" says it, where the pattern would fill half a screen.
  override: ({ jsonSchema }) => {
    if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  },
});

/** Moves the named schemas that a schema brings along to where all of them stand. */
const hoisted = (schema: unknown, components: Schemas): JsonSchema => {
  const { $schema: _dialect, $defs = {}, ...json } = rewritten(schema);
  Object.assign(components, $defs);
  return json;
};

const rewritten = (schema: unknown): JsonSchema & { $schema?: string; $defs?: Schemas } =>
  // What zod made is a JSON Schema.
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as JsonSchema & {
    $defs?: Schemas;
  };
