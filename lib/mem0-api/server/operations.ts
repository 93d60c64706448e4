import type { Operation } from "./operation";
import { getMemory } from "./operations/get-memory";
import { listEntities } from "./operations/list-entities";
import { listMemories, listMemoriesV2 } from "./operations/list-memories";
import { listMemoriesV1 } from "./operations/list-memories-v1";
import { memoryHistory } from "./operations/memory-history";
import { ping } from "./operations/ping";
import { searchMemories, searchMemoriesV2 } from "./operations/search-memories";

/**
 * Every operation of Mem0's API that Lethe serves, on the built-in store: what the dispatcher answers and what
 * /api/openapi.json describes.
 */
export const operations: readonly Operation[] = [
  listMemories,
  searchMemories,
  getMemory,
  memoryHistory,
  listEntities,
  ping,
  listMemoriesV2,
  searchMemoriesV2,
  listMemoriesV1,
];
