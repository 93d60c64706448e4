import type { z } from "zod";
import type { Context } from "@/lib/access/context";
import { hasEntity, type addParameters, type EntityIds } from "@/lib/mem0-api/add-input";
import { ApiError, refused } from "@/lib/mem0-api/api-error";
import { extractionInstructions } from "@/lib/mem0-api/extraction-instructions";
import { readProject } from "@/lib/mem0-api/server/project/read-project";
import type { Addition, NewMemory } from "@/lib/mem0-api/addition";
import { addMemories, noteFailedAddition } from "./memories/add-memories";
import type { ModelSettings } from "@/lib/env/model-settings";
import { ModelError } from "@/lib/models/server/ask-endpoint";
import { extractFacts, type Fact } from "@/lib/models/server/extract-facts";

type Input = z.output<z.ZodObject<typeof addParameters>>;

const conversationLengthMax = 200_000;

/** Mem0's shape for an add that is refused. */
export const addRefused = (text: string): ApiError =>
  new ApiError(400, { error: "400 Bad Request", details: { message: text } });

/**
 * Stores messages as they are, or the facts that a model finds in them. Where both a user and an agent are named, a fact
 * belongs to the one who stated it, and a message stored as it is to both (https://docs.mem0.ai/platform/features/entity-scoped-memory).
 * Throws ApiError.
 */
export const addMessages = async (
  ctx: Context,
  input: Input,
  model: ModelSettings | null,
): Promise<Addition> => {
  const startedAt = ctx.now();
  const ids = { ...withoutNull(input.filters ?? {}), ...withoutNull(input) };
  if (!hasEntity(ids)) {
    throw addRefused("At least one entity ID is required: user_id, agent_id, app_id or run_id.");
  }
  const make = memoryMaker(input, ids);
  const memories = input.infer
    ? (await factsOf(ctx, { input, ids, model, startedAt })).map(({ text, speaker }) => make(text, speaker))
    : input.messages.filter(isStored).map(({ content }) => make(content, null));
  return addMemories(ctx, { memories, startedAt });
};

/**
 * Without inference a user's and an assistant's messages are stored alike, with any ids, and a system's are left
 * out: https://docs.mem0.ai/platform/features/direct-import says so, and Mem0's open-source server does so
 * (mem0/memory/main.py, `_add_to_vector_store`). Its API description says "each message", and older pages "each user message".
 */
const isStored = ({ role }: Input["messages"][number]): boolean => role !== "system";

const withoutNull = (ids: EntityIds): EntityIds => ({
  ...(ids.user_id ? { user_id: ids.user_id } : {}),
  ...(ids.agent_id ? { agent_id: ids.agent_id } : {}),
  ...(ids.app_id ? { app_id: ids.app_id } : {}),
  ...(ids.run_id ? { run_id: ids.run_id } : {}),
});

const memoryMaker = (input: Input, ids: EntityIds) => {
  const hasBoth = ids.user_id !== undefined && ids.agent_id !== undefined;
  return (memory: string, speaker: Fact["speaker"] | null): NewMemory => ({
    memory,
    userId: hasBoth && speaker === "assistant" ? null : (ids.user_id ?? null),
    agentId: hasBoth && speaker === "user" ? null : (ids.agent_id ?? null),
    appId: ids.app_id ?? null,
    runId: ids.run_id ?? null,
    metadata: input.metadata ?? {},
    immutable: input.immutable,
    expirationDate: input.expiration_date ?? null,
    createdAt: input.timestamp ?? null,
  });
};

type Extraction = { input: Input; ids: EntityIds; model: ModelSettings | null; startedAt: Date };

const factsOf = async (ctx: Context, { input, ids, model, startedAt }: Extraction): Promise<Fact[]> => {
  if (model === null) {
    throw addRefused(
      "infer is true, and Lethe has no language model to extract facts with. Send infer: false to store the messages as they are, or start Lethe with LETHE_MODEL_URL, LETHE_MODEL_NAME and LETHE_MODEL_KEY set to an OpenAI-compatible endpoint.",
    );
  }
  const { messages } = input;
  if (messages.reduce((length, { content }) => length + content.length, 0) > conversationLengthMax) {
    throw addRefused(`With infer, messages have at most ${conversationLengthMax} characters in all.`);
  }
  const { settings } = await readProject(ctx);
  const names = { user: ids.user_id !== undefined, agent: ids.agent_id !== undefined };
  const instructions = extractionInstructions(input, settings, names);
  try {
    return await extractFacts(model, { messages, instructions });
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    await noteFailedAddition(ctx, { errorCode: error.code, startedAt });
    throw refused(`${error.message} Nothing was stored.`, 503);
  }
};
