import { z } from "zod";
import { ApiError, errorBody, messageBody, refused } from "@/lib/mem0-api/api-error";
import {
  exportedFilter,
  exportedParameters,
  exportSchema,
  schemaRequiredText,
} from "@/lib/mem0-api/exports/export-input";
import { scopeRequiredText } from "@/lib/mem0-api/filters-schema";
import { headerOfNames } from "@/lib/mem0-api/ignored-fields";
import { findExport } from "@/lib/mem0-api/server/exports/find-export";
import { exportDaysKept } from "@/lib/mem0-api/server/exports/prune-exports";
import { makeExport } from "@/lib/mem0-api/server/exports/make-export";
import { exportedMax } from "@/lib/mem0-api/server/exports/read-export";
import { exportsKeptMax, requestExport } from "@/lib/mem0-api/server/exports/request-export";
import { nothing, operation, Reply } from "@/lib/mem0-api/server/operation";
import { withoutEffect } from "@/lib/mem0-api/without-effect";
import { writeExact } from "@/lib/json/write-exact";

const filterRequiredText =
  "One of the filters: app_id, user_id, agent_id, run_id, memory_export_id is required!";

/** https://docs.mem0.ai/api-reference/memory/create-memory-export */
export const createExport = operation({
  id: "create_export",
  method: "POST",
  path: "/v1/exports/",
  group: "Exports",
  summary: "Ask for an export",
  description: `Nothing is read yet: an export is made when it is fetched, of the memories that there are then, so that none holds what was deleted. Kept until then are the schema, the filters and who asked, for ${exportDaysKept} days, for the ${exportsKeptMax} newest of each key, and no longer than each entity that the filters name has memories.`,
  differs:
    "Made from the stored fields when it is fetched, not by a language model. Flat filters are taken as well.",
  status: 201,
  permission: "memories:read",
  pathParameters: nothing,
  query: nothing,
  body: z.strictObject({
    schema: exportSchema,
    ...exportedParameters,
    export_instructions: withoutEffect(z.string().nullable(), "No language model makes the export."),
  }),
  answer: z.object({ message: z.string(), id: z.uuid() }),
  errors: [
    { status: 400, description: "No schema, or one that is not valid.", body: messageBody },
    { status: 400, description: "No filter, or other input that is not valid.", body: errorBody },
  ],
  refusal: (text) =>
    text.startsWith(schemaRequiredText) || text.startsWith("The schema ")
      ? new ApiError(400, { message: text })
      : refused(
          text.startsWith(scopeRequiredText) ? text.replace(scopeRequiredText, filterRequiredText) : text,
        ),
  handler: async (ctx, { body }) => {
    const filter = exportedFilter(body);
    if (filter === null) throw refused(filterRequiredText);
    const id = await requestExport(ctx, { schema: writeExact(body.schema), filter });
    return {
      message: "Memory export request received. The export will be ready in a few seconds.",
      id,
    };
  },
});

const unmetHeader = "x-lethe-unmet-fields";

/** https://docs.mem0.ai/api-reference/memory/get-memory-export */
export const getExport = operation({
  id: "get_export",
  method: "POST",
  path: "/v1/exports/get/",
  group: "Exports",
  summary: "Fetch an export",
  description: `The memories that there are now, expired and superseded ones too, in the schema that was asked for, made of what is stored and of nothing else. A list of objects in the schema has one entry for each memory, newest first. A property is filled by its name: a field of the memory (\`memory\`, also \`text\` or \`content\`; \`user_id\` …, \`created_at\` …, \`categories\`, \`metadata\`, \`feedback\` …) or a key of its metadata; in any case and with or without underscores for fields. Outside of such a list it is what the memories have in common. A schema without such a list gets \`memories\` added, unless it forbids further properties. What no memory has, or not in the type that the schema wants, is null where the schema allows that or requires the property, else it is absent; \`X-Lethe-Unmet-Fields\` names what no memory had. At most ${exportedMax.toLocaleString("en")} memories, and a million values (properties times memories). By \`filters\`: the newest export with the same filters, or one of the same entities that was asked for when \`created_at\` says. Only what the same key has asked for is found.`,
  differs:
    "Made from the stored fields, so properties that need a language model stay empty, and are named in X-Lethe-Unmet-Fields; every memory stands in a list. Only the key that asked for an export can fetch it.",
  permission: "memories:read",
  pathParameters: nothing,
  query: nothing,
  body: z.strictObject({
    memory_export_id: z.uuid("memory_export_id should be a valid UUID").optional(),
    ...exportedParameters,
  }),
  answer: z
    .union([z.record(z.string(), z.unknown()), z.array(z.unknown())])
    .describe("In the schema that was asked for."),
  errors: [
    { status: 400, description: "Neither an ID nor filters.", body: messageBody },
    { status: 400, description: "Input that is not valid, or an export that is too large.", body: errorBody },
    { status: 404, description: "There is no such export.", body: errorBody },
  ],
  refusal: (text) =>
    text.startsWith(scopeRequiredText) ? new ApiError(400, { message: text }) : refused(text),
  handler: async (ctx, { body }) => {
    const filter = exportedFilter(body);
    const by =
      body.memory_export_id !== undefined
        ? { id: body.memory_export_id }
        : filter === null
          ? null
          : { filter };
    if (by === null) throw new ApiError(400, { message: scopeRequiredText });
    const requested = await findExport(ctx, by);
    if (requested === null) throw refused("No memory export request found", 404);
    const { value, unmet, count } = await makeExport(ctx, requested);
    // Without memories nothing could be met.
    const headers = headerOfNames(unmetHeader, count === 0 ? [] : unmet);
    // What is planned for a schema is an object or a list.
    return new Reply(value as Record<string, unknown> | unknown[], { headers });
  },
});
