import type { ModelSettings } from "@/lib/models/model-settings";

/** A model did not answer, or answered what cannot be used. Its message holds nothing of what was asked. */
export class ModelError extends Error {
  override readonly name = "ModelError";
  readonly code: "model_unavailable" | "model_answer";

  constructor(code: ModelError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Posts to a model's API, and answers its JSON; null when it is none. Once, in bounded time, without following a redirect, and
 * no more than `bytesMax` of it. Throws ModelError.
 */
export const askEndpoint = async (
  { url, key }: ModelSettings,
  input: { path: "/chat/completions" | "/embeddings"; body: unknown; secondsMax: number; bytesMax: number },
): Promise<unknown> => {
  try {
    const response = await fetch(`${url}${input.path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify(input.body),
      redirect: "error",
      signal: AbortSignal.timeout(input.secondsMax * 1000),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new ModelError("model_unavailable", `The model answered with status ${response.status}.`);
    }
    return jsonFrom(await readBounded(response, input.bytesMax));
  } catch (error) {
    if (error instanceof ModelError) throw error;
    const isLate = error instanceof Error && error.name === "TimeoutError";
    throw new ModelError(
      "model_unavailable",
      isLate
        ? `The model did not answer within ${input.secondsMax} seconds.`
        : "The model could not be reached.",
    );
  }
};

const readBounded = async (response: Response, bytesMax: number): Promise<string> => {
  const stream: ReadableStream<Uint8Array> | null = response.body;
  if (stream === null) return "";
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > bytesMax) throw new ModelError("model_answer", "The model's answer is too long.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
};

const jsonFrom = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
