import { z } from "zod";
import { entityFieldOf, entityKinds, type EntityKind } from "@/lib/memories/entity";
import { isWipe, wildcardsOf } from "@/lib/deletions/scope/scope";
import { sentMetadataSchema, scopeSchema } from "@/lib/deletions/scope/scope-schema";
import { writeScopeMetadata } from "@/lib/deletions/request/write-selection";
import { ExpectedError } from "@/lib/errors/expected-error";
import { eventStatuses, eventTypes } from "@/lib/mem0-api/event-answer";
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
import { entityIdToFind } from "@/lib/memories/text-schemas";

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
    'Mem0\'s filters, such as {"AND": [{"user_id": "ann"}, {"metadata.source": "email"}, {"created_at": {"gte": "2026-01-01"}}]}. With IDs beside them, both have to match.',
  );
const pages = {
  page: z.int().min(1).optional(),
  page_size: z.int().min(1).max(200).optional(),
};
/** Mem0's own server for the protocol has it on three tools. */
const noGraph = { enable_graph: z.boolean().optional().describe("No effect.") };
const metadata = z.record(z.string(), z.unknown()).optional();

type Entities = { [Name in keyof typeof entities]?: string | undefined };

/** The ids that are given. */
const idsOf = ({ user_id, agent_id, app_id, run_id }: Entities) =>
  Object.fromEntries(
    Object.entries({ user_id, agent_id, app_id, run_id }).filter(([, value]) => value !== undefined),
  );

/** The ids as filters, all of them, and what is given as filters as well. */
const filtersOf = (given: Entities & { filters?: Record<string, unknown> | undefined }) => {
  const ids = idsOf(given);
  if (given.filters === undefined) return ids;
  return Object.keys(ids).length === 0 ? given.filters : { AND: [ids, given.filters] };
};

type EntityNamed = Entities & { entity_type?: EntityKind | undefined; entity_id?: string | undefined };

/** The one entity that is named, by type and id as in the API, or by one of four ids as in Mem0's own server for the protocol. */
const entityOf = (given: EntityNamed): { entity_type: EntityKind; entity_id: string } => {
  const named = [
    { entity_type: given.entity_type, entity_id: given.entity_id },
    ...entityKinds.map((kind) => {
      const entity_id = given[entityFieldOf[kind]];
      return { entity_type: entity_id === undefined ? undefined : kind, entity_id };
    }),
  ].filter((each) => each.entity_type !== undefined || each.entity_id !== undefined);
  const [{ entity_type, entity_id }] = named.length === 1 ? named : [{}];
  if (entity_type !== undefined && entity_id !== undefined) return { entity_type, entity_id };
  throw new ExpectedError(
    "invalid_input",
    "Name one entity: by entity_type and entity_id, or by one of user_id, agent_id, app_id and run_id. Nothing was deleted.",
  );
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
    arguments: z.object({
      query: z.string().min(1).max(2000),
      ...entities,
      filters,
      top_k: z.int().min(1).max(200).optional(),
      limit: z.int().min(1).max(200).optional().describe("The same as top_k."),
      threshold: z.number().min(0).max(1).optional(),
      show_expired: z.boolean().optional(),
      rerank: z.boolean().optional().describe("No effect."),
      ...noGraph,
    }),
    kind: "reads",
    operation: searchMemoriesOperation(models),
    inputOf: ({ query, top_k, limit, threshold, show_expired, ...given }) => ({
      body: { query, top_k: top_k ?? limit, threshold, show_expired, filters: filtersOf(given) },
    }),
  }),
  tool({
    name: "get_memories",
    title: "List memories",
    description: "Lists memories, newest first. Name at least one user, agent, app or run, or give filters.",
    arguments: z.object({
      ...entities,
      filters,
      ...pages,
      show_expired: z.boolean().optional(),
      ...noGraph,
    }),
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
    arguments: z.object({ memory_id: memoryId }),
    kind: "reads",
    operation: getMemory,
    inputOf: (path) => ({ path }),
  }),
  tool({
    name: "add_memory",
    title: "Add a memory",
    description:
      "Stores a text, or each message of a conversation, as a memory of a user, agent, app or run. With infer, a language model extracts facts from it. What is stored already is not stored again.",
    arguments: z.object({
      text: z.string().min(1).optional(),
      messages: z
        .array(
          z.looseObject({
            role: z.string().describe("user, assistant, agent, tool or system."),
            content: z.unknown().describe("Text."),
            name: z.string().nullish().describe("Who speaks, where several do."),
          }),
        )
        .min(1)
        .optional()
        .describe("A conversation; it is stored in place of the text."),
      ...entities,
      metadata,
      expiration_date: z.string().optional().describe("The last day on which lists and searches show it."),
      infer: z.boolean().optional().describe("Default: false, which stores what is said as it is."),
      ...noGraph,
    }),
    kind: "writes",
    operation: addMemoriesOperation(models),
    inputOf: ({ text, messages, infer = false, ...given }) => ({
      body: { messages: messages ?? text, infer, ...given },
    }),
    guard: ({ text, messages }) => {
      if (text !== undefined || messages !== undefined) return;
      throw new ExpectedError("invalid_input", "Give text, or messages.");
    },
  }),
  tool({
    name: "update_memory",
    title: "Update a memory",
    description:
      "Replaces a memory's text, its metadata or both. The previous text stays in the memory's history until the memory is deleted.",
    arguments: z.object({
      memory_id: memoryId,
      text: z.string().min(1).optional(),
      metadata: metadata.describe("In place of all the metadata that it has."),
    }),
    kind: "writes",
    operation: updateMemory,
    inputOf: ({ memory_id, ...body }) => ({ path: { memory_id }, body }),
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
      "Deletes an entity for good, with all memories that name it: the one of this entity_type and entity_id, or of one of the four IDs. Follow it with get_event_status.",
    arguments: z.strictObject({
      entity_type: z.enum(entityKinds).optional(),
      entity_id: id.optional(),
      ...entities,
    }),
    kind: "deletes",
    operation: deleteEntity,
    note: waitingNote,
    inputOf: (given) => ({ path: entityOf(given) }),
  }),
  tool({
    name: "list_entities",
    title: "List users, agents, apps and runs",
    description: "The users, agents, apps and runs that memories name, with how many memories each has.",
    arguments: z.object(pages),
    kind: "reads",
    operation: listEntities,
    // Without a page the operation lists thousands, which no agent can read.
    inputOf: ({ page = 1, page_size }) => ({ query: queryOf({ page, page_size }) }),
  }),
  tool({
    name: "list_events",
    title: "List events",
    description: "Deletions and additions, newest first, with their outcomes.",
    arguments: z.object({
      event_type: z.enum(eventTypes).optional(),
      status: z.enum(eventStatuses).optional(),
      start_date: z.string().optional().describe("Requested on this day or at this instant, or later."),
      end_date: z.string().optional().describe("Requested on this day or at this instant, or earlier."),
      ...pages,
    }),
    kind: "reads",
    operation: listEvents,
    inputOf: (query) => ({ query: queryOf(query) }),
  }),
  tool({
    name: "get_event_status",
    title: "Get the status of an event",
    description:
      "SUCCEEDED means that everything was deleted, read back and found to be gone. PENDING can mean that a person has to approve the deletion first.",
    arguments: z.object({ event_id: z.uuid() }),
    kind: "reads",
    operation: getEvent,
    inputOf: (path) => ({ path }),
  }),
];
