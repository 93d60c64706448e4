import { z } from "zod";
import type { ModelSettings } from "@/lib/models/model-settings";

/** The model did not answer, or answered what cannot be used. Its message holds nothing of the conversation. */
export class ModelError extends Error {
  override readonly name = "ModelError";
  readonly code: "model_unavailable" | "model_answer";

  constructor(code: ModelError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

const secondsMax = 30;
const answerBytesMax = 1_048_576;

const completionSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
});

/**
 * Asks an OpenAI-compatible model (`POST /chat/completions`), and answers what it wrote. Once, within 30 seconds, without
 * following a redirect, and at most 1 MiB of it. Throws ModelError.
 */
export const askModel = async (
  model: ModelSettings,
  { system, user }: { system: string; user: string },
): Promise<string> => {
  const text = await post(model, {
    model: model.name,
    temperature: 0,
    messages: [
      { role: "system", content: system },
      { role: "user", content: user },
    ],
  });
  const completion = completionSchema.safeParse(jsonFrom(text));
  const content = completion.data?.choices[0]?.message.content;
  if (content === undefined) {
    throw new ModelError("model_answer", "The model's answer is not one of a chat completion.");
  }
  return content;
};

const post = async ({ url, key }: ModelSettings, body: unknown): Promise<string> => {
  try {
    const response = await fetch(`${url}/chat/completions`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.timeout(secondsMax * 1000),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new ModelError("model_unavailable", `The model answered with status ${response.status}.`);
    }
    return await readBounded(response);
  } catch (error) {
    if (error instanceof ModelError) throw error;
    const isLate = error instanceof Error && error.name === "TimeoutError";
    throw new ModelError(
      "model_unavailable",
      isLate ? `The model did not answer within ${secondsMax} seconds.` : "The model could not be reached.",
    );
  }
};

const readBounded = async (response: Response): Promise<string> => {
  const decoder = new TextDecoder();
  let text = "";
  let length = 0;
  const stream: ReadableStream<Uint8Array> | null = response.body;
  if (stream === null) return "";
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > answerBytesMax)
      throw new ModelError("model_answer", "The model's answer is longer than 1 MiB.");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
};

const jsonFrom = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
