import type { ModelSettings } from "@/lib/env/model-settings";

/** A model did not answer, or answered what cannot be used. Its message holds nothing of what was asked. */
export class ModelError extends Error {
  override readonly name = "ModelError";
  readonly code: "model_unavailable" | "model_answer";

  constructor(code: ModelError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/** A time limit that several requests can share. */
export type TimeLimit = { seconds: number; signal: AbortSignal };
export const timeLimit = (seconds: number): TimeLimit => ({
  seconds,
  signal: AbortSignal.timeout(seconds * 1000),
});

/**
 * Posts to a model's API, and answers its JSON; null when it is not JSON. Once, in bounded time, to no other address than the
 * model's, and no more than `bytesMax` of the answer. Throws ModelError.
 */
export const askEndpoint = async (
  { url, key }: ModelSettings,
  input: { path: "/chat/completions" | "/embeddings"; body: unknown; limit: TimeLimit; bytesMax: number },
): Promise<unknown> => {
  try {
    const response = await fetch(`${url}${input.path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify(input.body),
      // A redirect would take the texts elsewhere.
      redirect: "error",
      // On the server this is Next's own fetch, which can keep answers on disk.
      cache: "no-store",
      signal: input.limit.signal,
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
        ? `The model did not answer within ${input.limit.seconds} seconds.`
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
