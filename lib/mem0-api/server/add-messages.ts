import type { z } from "zod";
import type { Context } from "@/lib/access/context";
import { hasEntity, type addParameters, type EntityIds } from "@/lib/mem0-api/add-input";
import { ExpectedError } from "@/lib/errors/expected-error";
import { ApiError, refused } from "@/lib/mem0-api/api-error";
import { extractionInstructions } from "@/lib/mem0-api/extraction-instructions";
import { readProject } from "@/lib/mem0-api/server/project/read-project";
import type { Addition, NewMemory } from "@/lib/mem0-api/addition";
import { leftOutOf, type LeftOut } from "@/lib/mem0-api/messages";
import { addMemories, noteFailedAddition } from "./memories/add-memories";
import { requireUnsuppressed } from "./memories/meet-added";
import type { ModelSettings } from "@/lib/env/model-settings";
import { ModelError } from "@/lib/models/server/ask-endpoint";
import { extractFacts, type Fact, type Message as ToldMessage } from "@/lib/models/server/extract-facts";

type Input = z.output<z.ZodObject<typeof addParameters>>;

const conversationLengthMax = 200_000;

/** Mem0's shape for an add that is refused. */
export const addRefused = (text: string): ApiError =>
  new ApiError(400, { error: "400 Bad Request", details: { message: text } });

const addConflict = (text: string): ApiError =>
  new ApiError(409, { error: "409 Conflict", details: { message: text } });

/**
 * Stores messages as they are, or the facts that a model finds in them; answers what of them was left out, too. Where both a user
 * and an agent are named, a fact belongs to the one who stated it, and a message stored as it is to both
 * (https://docs.mem0.ai/platform/features/entity-scoped-memory). A speaker's name is no ID
 * (https://docs.mem0.ai/platform/features/group-chat). Throws ApiError: 409 when one of the ids is suppressed.
 */
export const addMessages = async (
  ctx: Context,
  input: Input,
  model: ModelSettings | null,
): Promise<Addition & { leftOut: LeftOut[] }> => {
  try {
    return await add(ctx, input, model);
  } catch (error) {
    if (error instanceof ExpectedError && error.code === "suppressed") throw addConflict(error.message);
    throw error;
  }
};

const add = async (
  ctx: Context,
  input: Input,
  model: ModelSettings | null,
): Promise<Addition & { leftOut: LeftOut[] }> => {
  const startedAt = ctx.now();
  const ids = { ...withoutNull(input.filters ?? {}), ...withoutNull(input) };
  if (!hasEntity(ids)) {
    throw addRefused("At least one entity ID is required: user_id, agent_id, app_id or run_id.");
  }
  const make = memoryMaker(input, ids);
  // Without inference Mem0 leaves out a system's messages alone: https://docs.mem0.ai/platform/features/direct-import says so, and
  // its open-source server does so (mem0/memory/main.py, `_add_to_vector_store`).
  const memories = input.infer
    ? (await factsOf(ctx, { input, ids, model, startedAt })).map(({ text, speaker }) => make(text, speaker))
    : input.messages.flatMap((message) =>
        message.text === null || message.speaker === "system" ? [] : [make(message.text, null)],
      );
  const addition = await addMemories(ctx, { memories, startedAt, named: named(ids) });
  return { ...addition, leftOut: leftOutOf(input.messages, input.infer) };
};

const withoutNull = (ids: EntityIds): EntityIds => ({
  ...(ids.user_id ? { user_id: ids.user_id } : {}),
  ...(ids.agent_id ? { agent_id: ids.agent_id } : {}),
  ...(ids.app_id ? { app_id: ids.app_id } : {}),
  ...(ids.run_id ? { run_id: ids.run_id } : {}),
});

const named = (ids: EntityIds): string[] => Object.values(ids).filter((id) => id !== null);

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
  const messages = input.messages.flatMap(toldToModel);
  if (messages.every(({ role }) => role === "system")) return [];
  if (messages.reduce((length, { content }) => length + content.length, 0) > conversationLengthMax) {
    throw addRefused(`With infer, messages have at most ${conversationLengthMax} characters in all.`);
  }
  // Before the model is told anything of somebody whose data was erased.
  await requireUnsuppressed(ctx, named(ids));
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

/** What a tool answered is left out, as Mem0's open-source server does (mem0/memory/utils.py, `parse_messages`). */
const toldToModel = ({ speaker, name, text }: Input["messages"][number]): ToldMessage[] => {
  if (text === null || speaker === "tool") return [];
  return [{ role: speaker, content: text, ...(name === null ? {} : { name }) }];
};
