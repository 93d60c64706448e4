import { z } from "zod";
import { isJsonObject } from "@/lib/json/json-object";
import { storableMemory } from "@/lib/memories/storable";
import { withoutEffect } from "./without-effect";

/** What a message says in words, null for nothing, and the kinds of what else is in it: `image_url`, `tool_calls` … */
type Content = { text: string | null; others: string[] };

const isText = (type: unknown): boolean => type === "text" || type === "input_text" || type === "output_text";

/** The name of a kind as the interfaces of models have them; anything else could be a value. */
const kindOf = (part: unknown): string => {
  const type = isJsonObject(part) ? part["type"] : undefined;
  return typeof type === "string" && /^[a-z][a-z0-9_]{0,40}$/.test(type) ? type : "other";
};

/**
 * Texts are joined by a space and the rest is left out, as Mem0's open-source server does without a model that sees
 * (mem0/memory/utils.py, `parse_vision_messages`).
 */
const contentOf = (value: unknown): Content => {
  if (value === undefined || value === null) return { text: null, others: [] };
  const texts: string[] = [];
  const others = new Set<string>();
  for (const part of Array.isArray(value) ? (value as unknown[]) : [value]) {
    const text = isJsonObject(part) && isText(part["type"]) ? part["text"] : part;
    if (typeof text === "string") texts.push(text);
    else others.add(kindOf(part));
  }
  return { text: texts.length === 0 ? null : texts.join(" "), others: [...others] };
};

const partDescription = {
  type: "object",
  description: "`text` of the type text is taken, others are left out.",
};

const content = z
  .unknown()
  .optional()
  .transform((value, ctx): Content => {
    const read = contentOf(value);
    const problem = read.text === null ? undefined : storableMemory.safeParse(read.text).error?.issues[0];
    if (problem !== undefined) ctx.addIssue({ code: "custom", message: problem.message });
    return read;
  })
  .meta({
    anyOf: [
      { type: "string" },
      partDescription,
      { type: "array", items: { anyOf: [{ type: "string" }, partDescription] } },
      { type: "null" },
    ],
    description:
      "Text. Images and documents, which Lethe does not look at, are left out and told in `left_out`.",
  });

const roles = ["user", "assistant", "agent", "tool", "function", "system", "developer"] as const;
type Role = (typeof roles)[number];

const nameLengthMax = 1000;

const message = z
  .strictObject({
    role: z.enum(roles).describe("`agent` is as `assistant`, `function` as `tool`, `developer` as `system`."),
    content,
    name: z
      .string()
      .max(nameLengthMax)
      .nullish()
      .describe(
        "Who speaks: told to the model with `infer`. It is no ID, and without `infer` has no effect.",
      ),
    tool_calls: withoutEffect(z.unknown(), "Left out."),
    tool_call_id: withoutEffect(z.string().nullable()),
  })
  .transform(({ role, content: { text, others }, name, tool_calls: calls }, ctx): Message => {
    const hasCalls = calls !== undefined && calls !== null;
    if (text === null && others.length === 0 && !hasCalls) {
      ctx.addIssue({ code: "custom", message: "is empty", path: ["content"] });
    }
    return {
      speaker: speakerOf[role],
      name: name ?? null,
      text,
      others: hasCalls ? [...others, "tool_calls"] : others,
    };
  });

/** A message as it is worked with. `others` are the kinds of what is in it and left out. */
export type Message = {
  speaker: "user" | "assistant" | "tool" | "system";
  name: string | null;
  text: string | null;
  others: string[];
};

const speakerOf: Record<Role, Message["speaker"]> = {
  user: "user",
  assistant: "assistant",
  // https://docs.mem0.ai/platform/features/group-chat has it beside the assistant.
  agent: "assistant",
  tool: "tool",
  function: "tool",
  system: "system",
  developer: "system",
};

const messagesMax = 1000;

/** One alone, and a text, is what Mem0's Python client makes a list of. */
const listOf = (given: unknown): unknown => {
  if (typeof given === "string") return [{ role: "user", content: given }];
  return isJsonObject(given) ? [given] : given;
};

export const messagesParameter = z.preprocess(listOf, z.array(message).min(1, "is empty").max(messagesMax));

/** What was not taken: in which message, counted from 0, and of which kind; `tool` is the whole of what a tool said. */
export type LeftOut = { message: number; kind: string };

export const leftOutOf = (messages: readonly Message[], infer: boolean): LeftOut[] =>
  messages.flatMap(({ speaker, text, others }, message) => {
    const kinds = infer && speaker === "tool" && text !== null ? ["tool", ...others] : others;
    return kinds.map((kind) => ({ message, kind }));
  });
