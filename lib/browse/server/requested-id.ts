import { parseInput } from "@/lib/http/server/json-route";
import type { MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";

/** The memory that a request is about. Not a part of its path: an id is any text, and some of them would lead elsewhere there. */
export const requestedMemoryId = (request: Request): MemoryId =>
  parseInput(memoryIdSchema, new URL(request.url).searchParams.get("id"));
