import type { Models } from "@/lib/env/model-settings";
import { serverModels } from "@/lib/models/server/server-models";
import type { Operation } from "./operation";
import { deleteAll } from "./operations/delete-all";
import { deleteBatch } from "./operations/delete-batch";
import { deleteEntity, deleteEntityV1 } from "./operations/delete-entity";
import { deleteMemory } from "./operations/delete-memory";
import { getEvent } from "./operations/get-event";
import { addMemoriesOperation, addMemoriesV1Operation } from "./operations/add-memories";
import { createExport, getExport } from "./operations/exports";
import { giveFeedback } from "./operations/give-feedback";
import { summarizeMemoriesOperation } from "./operations/summarize-memories";
import { getMemory } from "./operations/get-memory";
import { listEntities } from "./operations/list-entities";
import { getEntity } from "./operations/get-entity";
import { getStats } from "./operations/get-stats";
import { listEntityFilters } from "./operations/list-entity-filters";
import { listEntityMemories } from "./operations/list-entity-memories";
import { listEvents } from "./operations/list-events";
import { listHistory } from "./operations/list-history";
import { listMemories, listMemoriesV2 } from "./operations/list-memories";
import { listMemoriesV1 } from "./operations/list-memories-v1";
import { memoryHistory } from "./operations/memory-history";
import { getOrganization, listOrganizations } from "./operations/organizations";
import { ping } from "./operations/ping";
import { getProject, listProjects, updateProject } from "./operations/project";
import {
  cancelOpenDsrRequest,
  createOpenDsrRequest,
  getOpenDsrRequest,
  openDsrDiscovery,
} from "./operations/open-dsr";
import { createTicket, findTickets, getTicket } from "./operations/tickets";
import { ofNoUse } from "./operations/of-no-use";
import {
  searchMemoriesOperation,
  searchMemoriesV1Operation,
  searchMemoriesV2Operation,
} from "./operations/search-memories";
import { updateBatch, updateMemory } from "./operations/update-memory";
import { createWebhook, deleteWebhook, listWebhooks, updateWebhook } from "./operations/webhooks";

/**
 * Every operation of Mem0's API that Lethe serves, on the built-in store, and those for tickets: what the dispatcher answers and what
 * /api/openapi.json describes.
 */
export const operationsWith = (models: Models): readonly Operation[] => [
  addMemoriesOperation(models),
  listMemories,
  searchMemoriesOperation(models),
  getMemory,
  updateMemory,
  updateBatch,
  memoryHistory,
  listHistory,
  listEntityMemories,
  giveFeedback,
  summarizeMemoriesOperation(models),
  createExport,
  getExport,
  listEntities,
  listEntityFilters,
  getEntity,
  deleteMemory,
  deleteBatch,
  deleteAll,
  deleteEntity,
  getEvent,
  listEvents,
  listOrganizations,
  getOrganization,
  listProjects,
  getProject,
  updateProject,
  listWebhooks,
  createWebhook,
  updateWebhook,
  deleteWebhook,
  createTicket,
  getTicket,
  findTickets,
  openDsrDiscovery,
  createOpenDsrRequest,
  getOpenDsrRequest,
  cancelOpenDsrRequest,
  ping,
  getStats,
  addMemoriesV1Operation(models),
  listMemoriesV2,
  searchMemoriesV2Operation(models),
  searchMemoriesV1Operation(models),
  listMemoriesV1,
  deleteEntityV1,
  ...ofNoUse,
];

/** On the running server. */
export const operations = operationsWith(serverModels);
