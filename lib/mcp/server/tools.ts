import { z } from "zod";
import { entityKinds } from "@/lib/memories/entity";
import { isWipe, sentMetadataSchema, scopeSchema, wildcardsOf } from "@/lib/deletions/scope/scope";
import { writeScopeMetadata } from "@/lib/deletions/request/write-selection";
import { ExpectedError } from "@/lib/errors/expected-error";
import { addMemoriesOperation } from "@/lib/mem0-api/server/operations/add-memories";
import { deleteAll } from "@/lib/mem0-api/server/operations/delete-all";
import { deleteEntity } from "@/lib/mem0-api/server/operations/delete-entity";
import { deleteMemory } from "@/lib/mem0-api/server/operations/delete-memory";
import { getEvent } from "@/lib/mem0-api/server/operations/get-event";
import { getMemory } from "@/lib/mem0-api/server/operations/get-memory";
import { listEntities } from "@/lib/mem0-api/server/operations/list-entities";
import { listEvents } from "@/lib/mem0-api/server/operations/list-events";
import { listMemories } from "@/lib/mem0-api/server/operations/list-memories";
import { searchMemoriesOperation } from "@/lib/mem0-api/server/operations/search-memories";
import { updateMemory } from "@/lib/mem0-api/server/operations/update-memory";
import type { Models } from "@/lib/env/model-settings";
import { queryOf, tool, type Tool } from "./tool";
import { waitingNote } from "./waiting-note";
import { entityIdToFind } from "@/lib/memories/limits";

const id = entityIdToFind().min(1);
const memoryId = z.guid().describe("The memory's ID.");
const entities = {
  user_id: id.optional(),
  agent_id: id.optional(),
  app_id: id.optional(),
  run_id: id.optional(),
};
const filters = z
  .record(z.string(), z.unknown())
  .optional()
  .describe(
    'Mem0\'s filters, such as {"AND": [{"user_id": "ann"}, {"created_at": {"gte": "2026-01-01"}}]}; instead of the four IDs.',
  );
const pages = {
  page: z.int().min(1).optional(),
  page_size: z.int().min(1).max(200).optional(),
};

type Entities = { [Name in keyof typeof entities]?: string | undefined };

/** The four ids as filters, all of them; filters that are given as such stand as they are. */
const filtersOf = (given: Entities & { filters?: Record<string, unknown> | undefined }) => {
  const { user_id, agent_id, app_id, run_id } = given;
  const ids = Object.entries({ user_id, agent_id, app_id, run_id }).filter(
    ([, value]) => value !== undefined,
  );
  if (given.filters === undefined) return Object.fromEntries(ids);
  if (ids.length === 0) return given.filters;
  throw new ExpectedError("invalid_input", "Give filters, or the four IDs, and not both.");
};

const wildcardText =
  'A "*" deletes every memory that has any value there. If the person has been told this and wants it, call again with confirm_wildcards: true.';
const wipeText =
  'Four "*" delete every memory in the project. If the person has been told this and wants it, call again with confirm_wildcards: true.';

/**
 * The names are those of Mem0's own server (https://docs.mem0.ai/platform/features/mcp-integration). `model` is the language
 * model that extracts facts, null for none.
 */
export const toolsWith = (models: Models): readonly Tool[] => [
  tool({
    name: "search_memories",
    title: "Search memories",
    description:
      "Finds memories by words, best first. Name at least one user, agent, app or run, or give filters.",
    arguments: z.strictObject({
      query: z.string().min(1).max(2000),
      ...entities,
      filters,
      top_k: z.int().min(1).max(200).optional(),
      threshold: z.number().min(0).max(1).optional(),
    }),
    kind: "reads",
    operation: searchMemoriesOperation(models),
    inputOf: ({ query, top_k, threshold, ...given }) => ({
      body: { query, top_k, threshold, filters: filtersOf(given) },
    }),
  }),
  tool({
    name: "get_memories",
    title: "List memories",
    description: "Lists memories, newest first. Name at least one user, agent, app or run, or give filters.",
    arguments: z.strictObject({ ...entities, filters, ...pages, show_expired: z.boolean().optional() }),
    kind: "reads",
    operation: listMemories,
    inputOf: ({ page, page_size, show_expired, ...given }) => ({
      query: queryOf({ page, page_size }),
      body: { filters: filtersOf(given), show_expired },
    }),
  }),
  tool({
    name: "get_memory",
    title: "Get a memory",
    description: "Returns one memory by its ID.",
    arguments: z.strictObject({ memory_id: memoryId }),
    kind: "reads",
    operation: getMemory,
    inputOf: (path) => ({ path }),
  }),
  tool({
    name: "add_memory",
    title: "Add a memory",
    description:
      "Stores a text as a memory of a user, agent, app or run. With infer, a language model extracts facts from it.",
    arguments: z.strictObject({
      text: z.string().min(1),
      ...entities,
      metadata: z.record(z.string(), z.unknown()).optional(),
      infer: z.boolean().optional().describe("Default: false, which stores the text as it is."),
    }),
    kind: "writes",
    operation: addMemoriesOperation(models),
    inputOf: ({ text, infer = false, ...given }) => ({
      body: { messages: [{ role: "user", content: text }], infer, ...given },
    }),
  }),
  tool({
    name: "update_memory",
    title: "Update a memory",
    description:
      "Replaces a memory's text. The previous text stays in the memory's history until the memory is deleted.",
    arguments: z.strictObject({ memory_id: memoryId, text: z.string().min(1) }),
    kind: "writes",
    operation: updateMemory,
    inputOf: ({ memory_id, text }) => ({ path: { memory_id }, body: { text } }),
  }),
  tool({
    name: "delete_memory",
    title: "Delete a memory",
    description: "Deletes one memory for good, and answers once it is verified to be gone.",
    arguments: z.strictObject({
      memory_id: memoryId,
      delete_linked: z.boolean().optional().describe("Also delete the memories that it superseded."),
    }),
    kind: "deletes",
    operation: deleteMemory,
    inputOf: ({ delete_linked, ...path }) => ({ path, query: queryOf({ delete_linked }) }),
  }),
  tool({
    name: "delete_all_memories",
    title: "Delete memories by entity and metadata",
    description:
      'Deletes for good the memories that match everything given; no filter is an error. "*" for an ID matches every memory that has any value there, and needs confirm_wildcards. Follow it with get_event_status.',
    arguments: z.strictObject({
      ...entities,
      metadata: sentMetadataSchema.optional().meta({ type: "object" }),
      confirm_wildcards: z
        .boolean()
        .optional()
        .describe('Only after the person has been told what a "*" matches, and wants it.'),
    }),
    kind: "deletes",
    operation: deleteAll,
    note: waitingNote,
    inputOf: ({ confirm_wildcards: _confirmed, metadata, ...ids }) => ({
      query: queryOf({ ...ids, metadata: metadata && writeScopeMetadata(metadata) }),
    }),
    guard: ({ confirm_wildcards, ...given }) => {
      const scope = scopeSchema.parse(given);
      if (wildcardsOf(scope).length === 0 || confirm_wildcards === true) return;
      throw new ExpectedError("not_confirmed", isWipe(scope) ? wipeText : wildcardText);
    },
  }),
  tool({
    name: "delete_entities",
    title: "Delete a user, agent, app or run",
    description:
      "Deletes an entity for good, with all memories that name it. Follow it with get_event_status.",
    arguments: z.strictObject({ entity_type: z.enum(entityKinds), entity_id: id }),
    kind: "deletes",
    operation: deleteEntity,
    note: waitingNote,
    inputOf: (path) => ({ path }),
  }),
  tool({
    name: "list_entities",
    title: "List users, agents, apps and runs",
    description: "The users, agents, apps and runs that memories name, with how many memories each has.",
    arguments: z.strictObject(pages),
    kind: "reads",
    operation: listEntities,
    inputOf: (query) => ({ query: queryOf(query) }),
  }),
  tool({
    name: "list_events",
    title: "List events",
    description: "Deletions and additions, newest first, with their outcomes.",
    arguments: z.strictObject(pages),
    kind: "reads",
    operation: listEvents,
    inputOf: (query) => ({ query: queryOf(query) }),
  }),
  tool({
    name: "get_event_status",
    title: "Get the status of an event",
    description:
      "SUCCEEDED means that everything was deleted, read back and found to be gone. PENDING can mean that a person has to approve the deletion first.",
    arguments: z.strictObject({ event_id: z.uuid() }),
    kind: "reads",
    operation: getEvent,
    inputOf: (path) => ({ path }),
  }),
];
